// The whole way of a family, by keyboard alone and without scripts: it applies, keeps its codes, leaves, comes back, takes a
// place, reads its referral, and gives it back.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { iinOf } from './children.mjs';
import { press, reach, type } from './keyboard.mjs';
import { moveClock } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--at', '2026-04-08T16:30'), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const at = ({ page }) => new URL(page.url()).pathname;

// Born in a year in which open places are left in the general queue: no turn is waited for. How many there are differs from one
// demo to the next.
async function yearWithOpenPlaces(person) {
  const { page, language } = person;
  await page.goto(`/${language}/bulletin`);
  const heading = page.locator('section[aria-labelledby=open] h3:not(:has(.tag))').first();
  return (await heading.innerText()).match(/\d{4}/)[0];
}

async function appliesByKeyboard(person, serial, year) {
  const { page, language } = person;
  await page.goto(`/${language}`);
  await press(page, 'main a[href$="/apply"]');
  await type(page, '#surname', 'Серікова');
  await type(page, '#name', 'Айгүл');
  await press(page, '#send');
  for (const [id, text] of [['born_day', '6'], ['born_month', '6'], ['born_year', year]]) await type(page, `#${id}`, text);
  await type(page, '#iin', iinOf(`${year}-06-06`, serial));
  await press(page, '#send');
  await press(page, '#send');
  await press(page, '#send');
  await type(page, '#guardian', 'Серікова Гүлнәр');
  await type(page, '#phone', '8 701 555 10 10');
  await press(page, '#send');
  await press(page, '#send');
  await reach(page, '#consent');
  await page.keyboard.press('Space');
  await press(page, '#send');
  await press(page, '#send');
  assert.equal(at(person), `/${language}/my/receipt`);
  return page.locator('main dl .code').allInnerTexts();
}

describe('the whole way of a family, by keyboard and without scripts', () => {
  for (const [nth, language] of LANGUAGES.entries()) {
    test(`from the first page to the referral and back, in ${language}`, async () => {
      const person = await openPerson(browser, demo.base, { language });
      const { page, complaints } = person;
      const [number, code] = await appliesByKeyboard(person, 640 + nth, await yearWithOpenPlaces(person));
      await press(page, 'main a[href$="/my"]');
      await press(page, 'form[action$="/my/leave"] button');

      // Another day, another visit.
      await moveClock(person, 'hour');
      await page.goto(`/${language}`);
      await press(page, '.menu a[href$="/my"]');
      assert.equal(at(person), `/${language}/find`);
      await type(page, '#number', number);
      await type(page, '#code', code);
      await press(page, 'main form .actions button');
      assert.equal(at(person), `/${language}/my`);

      await press(page, 'main a[href$="/my/places"]');
      await press(page, 'main a[href*="/my/places/"]');
      await press(page, 'form[action$="/my/claim"] button');
      assert.equal(at(person), `/${language}/my`);
      assert.equal(await page.locator('#referral').count(), 1, await page.locator('main').innerText());
      await reach(page, 'a[href$="/my/referral.pdf"]');
      const paper = await person.context.request.get(`/${language}/my/referral.pdf`);
      assert.equal((await paper.body()).subarray(0, 5).toString(), '%PDF-');
      await reach(page, 'a[href$="/my/referral.ics"]');

      await press(page, 'main a[href$="/my/messages"]');
      await press(page, 'main a[href$="/my"]');
      await press(page, 'main a[href$="/my/decline"]');
      await press(page, 'main form .actions button');
      assert.equal(await page.locator('#referral').count(), 0);
      assert.equal(await page.locator('#place').count(), 1, 'it stands in the queue again');
      assert.deepEqual(complaints, []);
    });
  }
});
