// A family names a helper by keyboard; the helper acts without scripts; the family and the office read who it was.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { apply, comeBack, family, handedOver, logIn, nameHelper, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';

const MONDAY_MORNING = '2026-04-06T09:00';
const NAME = 'Оспанова Гүлмира';
const BY = `Көмекші: ${NAME} (ХҚКО қызметкері)`;

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', MONDAY_MORNING), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function arrives(serial) {
  const person = await openPerson(browser, demo.base);
  const { sign } = await apply(person, family(serial, { bornOn: '2022-03-04' }));
  return { ...person, sign };
}

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

// Fills in the form by Tab, typing and Space, and sends it by Enter; the day that is offered stays.
async function nameByKeyboard({ page }) {
  await page.goto('/kk/my/helpers');
  const typed = { name: NAME, phone: '8 702 111 22 33' };
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const { id, name } = await page.evaluate(() => ({ id: document.activeElement.id, name: document.activeElement.name }));
    if (typed[id]) await page.keyboard.type(typed[id]);
    if (name === 'relation') {
      await page.keyboard.press('Space');
      await page.keyboard.press('ArrowDown');
    }
    if (id === 'consent') await page.keyboard.press('Space');
    if (id !== 'send') continue;
    await Promise.all([page.waitForURL(/done=helper_named/), page.keyboard.press('Enter')]);
    return;
  }
  assert.fail('the button was not found');
}

test('a helper is named by keyboard, acts without scripts, and is out when ended', async () => {
  const mother = await arrives(701);
  await nameByKeyboard(mother);
  assert.match(await bodyOf(mother), sentence('kk', 'done-helper_named'));
  const clerk = await openPerson(browser, demo.base);
  await comeBack(clerk, await handedOver(mother));
  assert.equal(new URL(clerk.page.url()).pathname, '/kk/my');
  assert.match(await bodyOf(clerk), new RegExp(`^Сіз көмекші ретінде кірдіңіз: ${NAME}`));
  await clerk.page.click('a[href="/kk/my/pause"]');
  await send(clerk);
  assert.match(await bodyOf(clerk), sentence('kk', 'done-pause'));
  assert.equal((await clerk.page.goto('/kk/my/receipt')).status(), 403);
  assert.match(await bodyOf(clerk), sentence('kk', 'trouble-forbidden-helper-words'));

  await mother.page.goto('/kk/my/moves');
  assert.ok((await bodyOf(mother)).includes(`Өтініш кідіртілді. ${BY}`), await bodyOf(mother));
  const official = await openPerson(browser, demo.base);
  await logIn(official, 'office');
  await official.page.goto(`/kk/office/applications/${mother.sign.replace('-', '')}`);
  assert.ok((await bodyOf(official)).includes(BY), await bodyOf(official));
  assert.ok((await bodyOf(official)).includes('· Отбасы'));

  await mother.page.goto('/kk/my/helpers');
  await send(mother, 'form[action$="/helpers/end"] button');
  assert.match(await bodyOf(mother), sentence('kk', 'done-helper_ended'));
  await clerk.page.goto('/kk/my');
  assert.equal(new URL(clerk.page.url()).pathname, '/kk/find');
  const complaints = [mother, clerk, official].flatMap((person) => person.complaints);
  assert.deepEqual(complaints.filter((complaint) => !complaint.includes('status of 403')), []);
});

test('pages of helpers are accessible, valid and fit every screen', async () => {
  const options = { javaScriptEnabled: true };
  const mother = { ...(await openPerson(browser, demo.base, options)), name: 'helping' };
  await apply(mother, family(702, { bornOn: '2022-03-05' }));
  const faults = [];
  const look = async (person, path, rest = {}) => {
    for (const language of LANGUAGES) {
      faults.push(...(await examine(Object.assign(person, { language }), path, rest)).map((fault) => `${path}: ${fault}`));
    }
    person.language = 'kk';
  };
  await look(mother, '/my/helpers', { shot: '/none' });
  const grandmother = { ...(await openPerson(browser, demo.base, options)), name: 'grandmother' };
  await nameHelper(mother);
  await comeBack(grandmother, await nameHelper(mother, { name: 'Әлиева Бақытгүл', relation: 'relative' }));
  await look(mother, '/my/helpers?done=helper_named', { shot: '/named' });
  await send(mother, 'form[action$="/helpers/end"] button >> nth=1');
  await look(mother, '/my/helpers', { shot: '/ended' });
  const emptyForm = async ({ page, language }) => {
    await page.goto(`/${language}/my/helpers`);
    return send({ page }, '#send');
  };
  await look(mother, '/my/helpers', { status: 422, shot: '/wrong', way: emptyForm });
  await grandmother.page.goto('/kk/my/pause');
  await send(grandmother);
  for (const path of ['/my', '/my/moves', '/my/places']) await look(grandmother, path);
  await look(grandmother, '/my/contacts', { status: 403 });
  assert.deepEqual(faults, []);
});
