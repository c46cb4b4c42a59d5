// A change of the rules: one official proposes it, another sees what it would change in the real queue and
// approves, and everybody reads from when it counts.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { press, type } from './keyboard.mjs';
import { logIn, moveClock } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--at', '2026-04-06T09:00'), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function official(login, options = {}) {
  const person = await openPerson(browser, demo.base, options);
  await logIn(person, login);
  return person;
}

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

test('a proposal is made, and its author cannot approve it', async () => {
  const author = await official('admin');
  const { page } = author;
  await page.goto('/kk/office/policy/propose');
  await page.fill('#effective_on', '2026-04-08');
  await type(page, '#first_priority', '2');
  await press(page, 'main form[method=post].card .actions button');
  assert.match(page.url(), /proposals\/1\?done=policy-proposed/);
  assert.match(await bodyOf(author), sentence('kk', 'proposal-own'));
  assert.equal(await page.locator('button[value=approve]').count(), 0);
});

for (const language of LANGUAGES) {
  test(`/${language} what a change would do to the queue is shown accessibly`, async () => {
    const second = await official('head', { language, javaScriptEnabled: true });
    for (const [path, shot] of [['/office/policy/proposals/1', '/office/policy/proposal'], ['/office/policy', '/office/policy/list']]) {
      assert.deepEqual(await examine(second, path, { shot }), []);
    }
    await second.page.goto(`/${language}/office/policy/proposals/1`);
    const body = await bodyOf(second);
    assert.match(body, sentence(language, 'proposal-counts'));
    assert.match(body, sentence(language, 'proposal-access-then'));
    const author = await official('admin', { language, javaScriptEnabled: true });
    assert.deepEqual(await examine(author, '/office/policy/propose'), []);
  });
}

test('a second official approves, everybody reads it, and it counts on its day', async () => {
  const second = await official('head');
  await second.page.goto('/kk/office/policy/proposals/1');
  await press(second.page, 'button[value=approve]');
  assert.match(second.page.url(), /done=policy-approved/);
  const visitor = await openPerson(browser, demo.base, { javaScriptEnabled: true });
  assert.deepEqual(await examine(visitor, '/rules', { shot: '/rules-scheduled' }), []);
  assert.match(await bodyOf(visitor), sentence('kk', 'proposal-scheduled'));
  await moveClock(visitor, 'day', 2);
  await visitor.page.goto('/kk/rules');
  assert.match(await bodyOf(visitor), sentence('kk', 'proposal-past'));
  await second.page.goto('/kk/office/policy');
  assert.match(await bodyOf(second), /Бірінші кезектегі 2 балаға жалпы негіздегі 3 бала/);
});
