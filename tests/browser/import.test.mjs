// A table of kindergartens: an XLSX with mistakes is told row by row, mended, looked at and confirmed; a kindergarten reports
// its places from the template.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { press } from './keyboard.mjs';
import { logIn, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';
import { workbook } from './workbook.mjs';

const HEADS = [
  'name_kk', 'name_ru', 'address_kk', 'address_ru', 'phone', 'group_kk', 'group_ru',
  'birth_years', 'kind', 'language', 'hours', 'capacity', 'attending',
];
const MISTAKEN = ['Еркемай', '', 'Абай, 5', 'Абая, 5', '12', 'Ботақан', 'Верблюжонок', '1999', 'жай', 'kk', 'толық күн', 20, 18];
const MENDED = ['Еркемай', 'Еркемай', 'Абай, 5', 'Абая, 5', '8 7172 55 66 77', 'Ботақан', 'Верблюжонок', '2022, 2023', 'жай', 'kk', 'толық күн', 20, 18];

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', '2026-04-06T09:00'), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

async function bring(person, name, buffer) {
  const mimeType = 'application/octet-stream';
  await person.page.setInputFiles('#file', { name, mimeType, buffer });
  return send(person, '#send');
}

for (const language of LANGUAGES) {
  test(`/${language} mistakes in a workbook are told by row and column, accessibly`, async () => {
    const person = await openPerson(browser, demo.base, { language, javaScriptEnabled: true });
    await logIn(person, 'admin');
    await person.page.goto(`/${language}/office/import`);
    const way = () => bring(person, 'gardens.xlsx', workbook([HEADS, MISTAKEN]));
    assert.deepEqual(await examine(person, '/office/import', { status: 422, shot: '/office/import-mistakes', way }), []);
    const rows = await person.page.locator('#faults tbody tr').allInnerTexts();
    assert.equal(rows.length, 3, rows.join('\n'));
  });
}

test('a mended workbook is looked at, confirmed, and the kindergarten is there', async () => {
  const person = await openPerson(browser, demo.base, { javaScriptEnabled: true });
  const { page } = person;
  await logIn(person, 'admin');
  await page.goto('/kk/office/import');
  await bring(person, 'gardens.xlsx', workbook([HEADS, MISTAKEN]));
  assert.match(await bodyOf(person), sentence('kk', 'table-faults-summary'));
  const way = () => bring(person, 'gardens.xlsx', workbook([HEADS, MENDED]));
  assert.deepEqual(await examine(person, '/office/import', { shot: '/office/import-preview', way }), []);
  await press(page, 'button[value=confirm]');
  assert.match(await bodyOf(person), sentence('kk', 'done-table-carried-out'));
  assert.match(await bodyOf(person), /Еркемай/);
});

for (const language of LANGUAGES) {
  for (const [login, path] of [['balapan', '/kindergarten/upload'], ['office', '/office/places']]) {
    test(`/${language}${path} a table of places is told wrong and shown right accessibly`, async () => {
      const person = await openPerson(browser, demo.base, { language, javaScriptEnabled: true });
      const { page } = person;
      await logIn(person, login);
      await page.goto(`/${language}${path}`);
      const template = await (await page.request.get(`/${language}${path}/template`)).text();
      const of = (places) => Buffer.from(template.split('\r\n').slice(0, 2).join('\r\n').replace(/""$/, places));
      const wrong = () => bring(person, 'places.csv', of('99'));
      assert.deepEqual(await examine(person, path, { status: 422, shot: `${path}-faults`, way: wrong }), []);
      const right = () => bring(person, 'places.csv', of('1'));
      assert.deepEqual(await examine(person, path, { shot: `${path}-preview`, way: right }), []);
      assert.equal(await page.locator('button[value=confirm]').count(), 1, 'nothing is reported yet');
    });
  }
}

test('a kindergarten fills in the template and reports its places at once', async () => {
  const person = await openPerson(browser, demo.base);
  const { page } = person;
  await logIn(person, 'balapan');
  await page.goto('/kk/kindergarten/upload');
  const template = await page.request.get('/kk/kindergarten/upload/template');
  const lines = (await template.text()).split('\r\n');
  lines[1] = lines[1].replace(/""$/, '1');
  const buffer = Buffer.from(lines.slice(0, 2).join('\r\n'));
  await page.setInputFiles('#file', { name: 'places.csv', mimeType: 'text/csv', buffer });
  await press(page, '#send');
  await press(page, 'button[value=confirm]');
  assert.match(await bodyOf(person), sentence('kk', 'done-table-reported'));
});
