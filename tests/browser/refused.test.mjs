// A referral that a kindergarten refuses becomes a task: taken, looked at in three languages, handed over and closed by keyboard, and
// what came of it stands in the history of the application.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { press, reach } from './keyboard.mjs';
import { apply, family, logIn, moveClock, report, send, takePlace } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';

const YEAR = 2022;
const TASK = 'a[href*="/office/tasks/refused/"]';

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', '2026-04-06T09:00'), startBrowser()]);
  const person = await openPerson(browser, demo.base);
  await apply(person, family(811, { bornOn: `${YEAR}-03-01` }));
  await report(await openPerson(browser, demo.base), 'balapan', YEAR, 1);
  await moveClock(person, 'publication');
  await moveClock(person, 'opening');
  await takePlace(person);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

async function official(login, options = {}) {
  const person = await openPerson(browser, demo.base, options);
  await logIn(person, login);
  return person;
}

test('a kindergarten refuses a referral with a reason, by keyboard alone', async () => {
  const { page, ...rest } = await official('balapan');
  await page.goto('/kk/kindergarten/referrals');
  await press(page, 'form[action$="/met"] button');
  await press(page, 'a[href$="/refuse"]');
  await reach(page, '[name=reason]');
  await page.keyboard.press('Space');
  await press(page, 'main form[method=post] .actions button');
  assert.match(await bodyOf({ page, ...rest }), sentence('kk', 'done-referral-refused'));
});

test('its task is taken, and looks right in three languages with all that may be done with it', async () => {
  const clerk = await official('office');
  await clerk.page.goto('/kk/office?kind=refused');
  await press(clerk.page, TASK);
  await press(clerk.page, 'button[value=take]');
  assert.match(await bodyOf(clerk), sentence('kk', 'done-task-taken'));
  for (const language of LANGUAGES) {
    const reader = await official('office', { language, javaScriptEnabled: true });
    await reader.page.goto(`/${language}/office?kind=refused`);
    const task = (await reader.page.locator(TASK).first().getAttribute('href')).slice(3);
    assert.deepEqual(await examine(reader, task, { shot: '/office/task-taken' }), []);
    for (const deed of ['close', 'hand', 'release']) assert.equal(await reader.page.locator(`button[value=${deed}]`).count(), 1, deed);
    const wrong = () => send(reader, 'button[value=close]');
    assert.deepEqual(await examine(reader, task, { status: 422, shot: '/office/task-wrong', way: wrong }), []);
  }
});

test('it is handed over and closed by keyboard alone, and its outcome stands in the history', async () => {
  const clerk = await official('office');
  await clerk.page.goto('/kk/office?kind=refused');
  await press(clerk.page, TASK);
  await reach(clerk.page, '#to');
  await clerk.page.keyboard.press('ArrowDown');
  const name = await clerk.page.locator('#to option:checked').innerText();
  await press(clerk.page, 'button[value=hand]');
  assert.match(await bodyOf(clerk), sentence('kk', 'done-task-handed'));
  assert.ok((await bodyOf(clerk)).includes(name), 'whose it is now is said');
  const head = await official('head');
  await head.page.goto('/kk/office?kind=refused');
  await press(head.page, TASK);
  await reach(head.page, '[name=outcome]');
  await head.page.keyboard.press('Space');
  await press(head.page, 'button[value=close]');
  assert.match(await bodyOf(head), sentence('kk', 'done-task-closed'));
  await head.page.fill('#find', 'Серікова Айгүл');
  await send(head, 'form[role=search] button');
  assert.match(await bodyOf(head), sentence('kk', 'event-task-refused'));
});
