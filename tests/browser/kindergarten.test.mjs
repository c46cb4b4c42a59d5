// A day of a kindergarten on a telephone: a place reported in two taps and taken back, nothing today, seats held back, the
// yearly turn by keyboard and without scripts; and what everybody else sees of it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { press, reach, type } from './keyboard.mjs';
import { logIn, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { countTaps, tapsOf } from './taps.mjs';
import { sentence } from './words.mjs';

const MONDAY_MORNING = '2026-04-06T09:00';

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', MONDAY_MORNING), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function head(options = {}) {
  const person = await openPerson(browser, demo.base, options);
  await logIn(person, 'balapan');
  assert.equal(new URL(person.page.url()).pathname, `/${person.language}/kindergarten`);
  return person;
}

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

const NUMBER_ONE = '.stepper label:has(input[value="1"])';
const REPORT = '.stepper .button';

async function figures({ page }) {
  return page.locator('.groups .card').first().locator('p').nth(1).innerText();
}

test('after the log-in a vacated place is reported in two taps, and everybody sees that it was said', async () => {
  const person = await head({ hasTouch: true, javaScriptEnabled: true });
  const { page } = person;
  await countTaps(person);
  assert.match(await bodyOf(person), sentence('kk', 'kindergarten-word-none'));
  const before = await figures(person);
  await page.locator(NUMBER_ONE).first().tap();
  await Promise.all([page.waitForURL(/[?&]done=/), page.locator(REPORT).first().tap()]);
  assert.equal(await tapsOf(person), 2);
  assert.match(await bodyOf(person), sentence('kk', 'done-places-reported'));
  assert.notEqual(await figures(person), before, 'one child fewer attends, one place more is offered');
  const visitor = await openPerson(browser, demo.base);
  await visitor.page.goto('/kk/kindergartens/1');
  assert.match(await bodyOf(visitor), sentence('kk', 'kindergartens-word-today'));
});

test('a place reported by mistake is taken back with a reason, and nothing today is one tap', async () => {
  const person = await head();
  const { page } = person;
  await page.locator('a[href*="/kindergarten/recall"]').first().click();
  await page.check('[name=reason][value=child_stays]');
  await send(person);
  assert.match(await bodyOf(person), sentence('kk', 'done-places-recalled'));
  await send(person, 'form[action$="/kindergarten/nothing"] button');
  assert.match(await bodyOf(person), sentence('kk', 'done-nothing-said'));
  await page.goto('/kk/kindergarten/history');
  assert.match(await bodyOf(person), /1 орын қайтарып алынды/);
});

test('seats held back for repair stand on the public page with their reason', async () => {
  const person = await head();
  const { page } = person;
  await page.locator('a[href*="/kindergarten/groups/"]').first().click();
  const attending = Number(await page.inputValue('#attending'));
  await page.fill('#attending', String(attending - 1));
  await send(person, 'button[value=count]');
  assert.match(await bodyOf(person), sentence('kk', 'done-seats-counted'));
  await page.check('[name=reason][value=repair]');
  await page.fill('#seats', '1');
  await send(person, 'button[value=hold]');
  assert.match(await bodyOf(person), sentence('kk', 'done-seats-held'));
  const visitor = await openPerson(browser, demo.base);
  await visitor.page.goto('/kk/kindergartens/1');
  assert.match(await bodyOf(visitor), sentence('kk', 'kindergartens-held'));
});

test('in August the year turns by keyboard: the plan is shown first and carried out for all groups at once', async (story) => {
  const august = await startDemo('--empty', '--at', '2026-08-17T09:00');
  story.after(() => august.stop());
  const person = await openPerson(browser, august.base);
  await logIn(person, 'balapan');
  const { page } = person;
  await page.goto('/kk/kindergarten/year');
  const field = await page.locator('input[name^="attending-"]').first().getAttribute('id');
  await type(page, `#${field}`, '7');
  await Promise.all([page.waitForURL(/done=year-prepared/), press(page, 'button[value=prepare]')]);
  await reach(page, 'button[value=turn]');
  await Promise.all([page.waitForURL(/done=year-turned/), press(page, 'button[value=turn]')]);
  assert.match(await bodyOf(person), sentence('kk', 'done-year-turned'));
  assert.match(await figures(person), /Барып жүрген бала: 7/);
});

for (const language of LANGUAGES) {
  test(`/${language} what a kindergarten types wrongly is told accessibly, and stays typed`, async () => {
    const person = await head({ language, javaScriptEnabled: true });
    await person.page.locator('a[href*="/kindergarten/groups/"]').first().click();
    const path = new URL(person.page.url()).pathname.replace(`/${language}`, '');
    const wrong = async () => {
      await person.page.fill('#attending', '99');
      return send(person, 'button[value=count]');
    };
    assert.deepEqual(await examine(person, path, { status: 422, shot: '/kindergarten/group-mistakes', way: wrong }), []);
    assert.equal(await person.page.inputValue('#attending'), '99');
    const year = async () => {
      await person.page.fill('input[name^="capacity-"] >> nth=0', '0');
      return send(person, 'button[value=prepare]');
    };
    await person.page.goto(`/${language}/kindergarten/year`);
    const prepared = () => send(person, 'button[value=prepare]');
    assert.deepEqual(await examine(person, '/kindergarten/year', { shot: '/kindergarten/year-prepared', way: prepared }), []);
    assert.equal(await person.page.locator('button[value=turn]').count(), 1);
    assert.deepEqual(
      await examine(person, '/kindergarten/year', { status: 422, shot: '/kindergarten/year-mistakes', way: year }),
      [],
    );
  });
}

test('a place is reported and taken back by keyboard alone, in Russian', async () => {
  const person = await head({ language: 'ru' });
  const { page } = person;
  await reach(page, '.stepper input[name=places]');
  await page.keyboard.press('Space');
  await press(page, '.stepper .button');
  assert.match(page.url(), /done=places-reported/);
  assert.match(await bodyOf(person), sentence('ru', 'done-places-reported'));
  await press(page, 'a[href*="/kindergarten/recall"]');
  await reach(page, '[name=reason]');
  await page.keyboard.press('Space');
  await press(page, 'main form[method=post] .actions button');
  assert.match(await bodyOf(person), sentence('ru', 'done-places-recalled'));
});
