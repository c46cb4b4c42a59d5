// Two families get places, are enrolled by keyboard, agree to exchange them, and the office confirms it by keyboard.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { press } from './keyboard.mjs';
import { apply, family, logIn, moveClock, report, send, takePlace } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';

const YEAR = 2022;
const KINDERGARTENS = ['balapan', 'aigolek'];

let demo;
let browser;
const families = [];

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', '2026-04-06T09:00'), startBrowser()]);
  for (const serial of [801, 802]) {
    const person = await openPerson(browser, demo.base, { javaScriptEnabled: true });
    await apply(person, family(serial, { bornOn: `${YEAR}-03-0${serial % 10}` }));
    families.push(person);
  }
  for (const login of KINDERGARTENS) await report(await openPerson(browser, demo.base), login, YEAR, 1);
  await moveClock(families[0], 'publication');
  await moveClock(families[0], 'opening');
  for (const person of families) await takePlace(person);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

test('a child whose parent stands at the kindergarten is enrolled by keyboard alone', async () => {
  for (const login of KINDERGARTENS) {
    const person = await openPerson(browser, demo.base);
    await logIn(person, login);
    await person.page.goto('/kk/kindergarten/referrals');
    await press(person.page, 'form[action$="/met"] button');
    await press(person.page, 'a[href$="/enrol"]');
    await press(person.page, 'main form[method=post] .actions button');
    assert.match(await bodyOf(person), sentence('kk', 'done-child-enrolled'));
    await person.page.goto('/kk/kindergarten/history');
    assert.match(await bodyOf(person), /жолдамасымен келді/, 'who met the parent stands in the own past');
  }
});

test('both families agree, and the office sees it in three languages and confirms it by keyboard', async () => {
  for (const person of families) {
    await person.page.goto('/kk/my/exchange');
    await send(person, 'form:has(input[value=wish]) button');
  }
  for (const person of families) {
    await person.page.goto('/kk/my/exchange');
    await send(person, 'form:has(input[value=agree]) button');
  }
  assert.match(await bodyOf(families[1]), sentence('kk', 'exchange-both'));
  for (const language of LANGUAGES) {
    const clerk = await openPerson(browser, demo.base, { language, javaScriptEnabled: true });
    await logIn(clerk, 'office');
    assert.deepEqual(await examine(clerk, '/office/exchanges', { shot: '/office/exchanges-agreed' }), []);
    await clerk.page.goto(`/${language}/office?kind=exchange`);
    const task = await clerk.page.locator('a[href*="/office/tasks/exchange/"]').first().getAttribute('href');
    assert.deepEqual(await examine(clerk, task.slice(3), { shot: '/office/task-exchange' }), []);
    const reader = Object.assign(families[0], { language });
    assert.deepEqual(await examine(reader, '/my/exchange', { shot: '/my/exchange-agreed' }), []);
  }
  const clerk = await openPerson(browser, demo.base);
  await logIn(clerk, 'office');
  await clerk.page.goto('/kk/office/exchanges');
  await press(clerk.page, 'form:has(input[value=confirm]) button');
  assert.match(await bodyOf(clerk), sentence('kk', 'done-exchange-confirmed'));
});
