// Notices on the screen of a phone: asked for by a tap, shown by the browser itself, an extra that nobody needs.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { apply, family } from './people.mjs';
import { startDemo } from './program.mjs';

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--at', '2026-04-08T19:30'), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function applied(serial, { permissions = [], ...rest } = {}) {
  const person = await openPerson(browser, demo.base, rest);
  if (permissions.length > 0) await person.context.grantPermissions(permissions, { origin: demo.base });
  await apply(person, family(serial, { bornOn: '2022-02-03' }));
  return { ...person, name: 'notices' };
}

// No push service can be reached from a test. In its place stands the answer that a browser gets from one.
function subscribed() {
  const subscription = {
    toJSON: () => ({ endpoint: 'https://push.example/4711', keys: { p256dh: 'BCVxsr7N_eNgVRqv', auth: 'BTBZMqHH6r4Tts7J' } }),
  };
  window.asked = [];
  PushManager.prototype.subscribe = async function subscribe(options) {
    window.asked.push(options);
    sessionStorage.setItem('key', String(options.applicationServerKey.length));
    return subscription;
  };
}

describe('notices', () => {
  test('one tap turns them on, the page says so, and one tap turns them off', async () => {
    const { page, complaints } = await applied(701, { javaScriptEnabled: true, permissions: ['notifications'] });
    await page.addInitScript(subscribed);
    await page.goto('/en/my/messages');
    await page.getByRole('button', { name: 'Turn on notifications on this device' }).click();
    await page.getByText('Notifications are on for this device.').waitFor();
    await page.getByText('Notifications go to 1 device').waitFor();
    assert.equal(await page.evaluate(() => sessionStorage.getItem('key')), '65', 'the key of the sender is a whole point');
    await page.getByRole('button', { name: 'Turn off on all devices' }).click();
    await page.getByText('Notifications are off on all devices.').waitFor();
    assert.deepEqual(complaints, []);
  });

  test('the worker shows what it is sent, and opens its page', async () => {
    const { page, context } = await applied(702, { javaScriptEnabled: true, permissions: ['notifications'] });
    await page.goto('/en/my/messages');
    const protocol = await context.newCDPSession(page);
    const registered = new Promise((resolve) => {
      protocol.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        if (registrations.length > 0) resolve(registrations[0].registrationId);
      });
    });
    await protocol.send('ServiceWorker.enable');
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/push-worker.js');
      await navigator.serviceWorker.ready;
    });
    const notice = { title: 'Your turn has come', body: 'Choose a place.', url: `${demo.base}/en/my`, tag: '1' };
    await protocol.send('ServiceWorker.deliverPushMessage', {
      origin: demo.base,
      registrationId: await registered,
      data: JSON.stringify(notice),
    });
    const shown = await page.waitForFunction(async () => {
      const worker = await navigator.serviceWorker.ready;
      const [first] = await worker.getNotifications();
      return first && { title: first.title, body: first.body, url: first.data };
    });
    assert.deepEqual(await shown.jsonValue(), { title: notice.title, body: notice.body, url: notice.url });
  });

  test('a browser that says no is told what then', async () => {
    const { page } = await applied(703, { javaScriptEnabled: true });
    await page.addInitScript(() => {
      Notification.requestPermission = async () => 'denied';
    });
    await page.goto('/ru/my/messages');
    await page.getByRole('button', { name: 'Включить уведомления на этом устройстве' }).click();
    await page.getByText('Браузер не разрешил уведомления.').waitFor();
    assert.ok(await page.getByRole('button', { name: 'Включить уведомления на этом устройстве' }).isEnabled());
  });

  test('without scripts nothing is offered that would not work', async () => {
    const person = await applied(704);
    await person.page.goto('/kk/my/messages');
    assert.equal(await person.page.locator('form[data-push]').isVisible(), false);
    assert.match(await person.page.locator('main').innerText(), /JavaScript қосулы болуы керек/);
  });

  test('a page with a browser that gets them is as accessible', async () => {
    const person = await applied(705, { javaScriptEnabled: true, permissions: ['notifications'] });
    await person.page.addInitScript(subscribed);
    await person.page.goto('/kk/my/messages');
    await person.page.getByRole('button', { name: 'Осы құрылғыда хабарландыруды қосу' }).click();
    await person.page.getByText('Хабарландыру 1 құрылғыға келеді').waitFor();
    assert.deepEqual(await examine(person, '/my/messages?done=push_on', { shot: '/my/messages/on' }), []);
  });
});
