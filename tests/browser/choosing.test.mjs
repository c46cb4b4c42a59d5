// Choosing: by keyboard and without scripts, and sorted by distance where the device says where it is and nobody else hears it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { press, reach } from './keyboard.mjs';
import { apply, comeBack, family } from './people.mjs';
import { startDemo } from './program.mjs';
import { sentence } from './words.mjs';

const NOW = '2026-04-08T19:30';
const YEAR = 2023;
// North-west of the middle of the model city.
const HERE = { latitude: 49.11, longitude: 63.37 };

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--at', NOW), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function arrives(options, serial, year = YEAR) {
  const person = await openPerson(browser, demo.base, options);
  await apply(person, family(serial, { bornOn: `${year}-03-0${(serial % 9) + 1}` }));
  return person;
}

// A family of a birth year that has several kindergartens in one list.
async function arrivesWhereThereIsChoice(options, serial) {
  for (const year of [2023, 2022, 2021, 2024]) {
    const person = await arrives(options, serial, year);
    await person.page.goto('/kk/my/places');
    if ((await houses(person.page)).some((list) => list.length > 1)) return person;
    await person.context.close();
  }
  return assert.fail('no birth year of the city has two kindergartens in one list');
}

// The kindergartens of each list on the page, with what is said of their distance.
function houses(page) {
  return page.locator('.houses').evaluateAll((lists) =>
    lists.map((list) => [...list.children].map((item) => ({ name: item.querySelector('h3').innerText, far: item.querySelector('.far')?.innerText }))),
  );
}

describe('sorting by distance', () => {
  test('at a tap the nearest stand first, and no request tells anybody where that is', async () => {
    const options = { javaScriptEnabled: true, geolocation: HERE, permissions: ['geolocation'] };
    const person = await arrivesWhereThereIsChoice(options, 601);
    const { page } = person;
    assert.ok((await houses(page)).flat().every(({ far }) => far === undefined), 'nothing is asked before the tap');
    const asked = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.click('[data-nearby] button');
    await page.waitForFunction(() => document.querySelector('[data-nearby] [role=status]').textContent !== '');
    assert.match(await page.locator('[data-nearby] [role=status]').innerText(), sentence('kk', 'near-done'));
    for (const list of await houses(page)) {
      const far = list.map((house) => Number(house.far.match(/[\d,]+/)[0].replace(',', '.')));
      assert.deepEqual(far, [...far].sort((a, b) => a - b));
    }
    assert.deepEqual(asked, []);
    const kept = await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]);
    assert.deepEqual(kept, [0, 0, '']);
    assert.deepEqual(person.complaints, []);
  });

  test('a device that does not say where it is leaves the page as it was, and the page says so', async () => {
    const person = await arrivesWhereThereIsChoice({ javaScriptEnabled: true }, 602);
    const { page } = person;
    await page.goto('/ru/my/places');
    const before = await houses(page);
    await page.click('[data-nearby] button');
    await page.waitForFunction(() => document.querySelector('[data-nearby] [role=status]').textContent !== '');
    assert.match(await page.locator('[data-nearby] [role=status]').innerText(), sentence('ru', 'near-failed'));
    assert.deepEqual(await houses(page), before);
    assert.ok(await page.locator('[data-nearby] button').isEnabled(), 'it can be tried again');
  });

  test('without scripts there is no button that does nothing', async () => {
    const { page } = await arrivesWhereThereIsChoice({}, 603);
    assert.equal(await page.locator('[data-nearby] button').isVisible(), false);
  });
});

describe('by keyboard alone, without scripts', () => {
  test('a family ranks groups and changes their order', async () => {
    const person = await arrives({ language: 'ru' }, 604);
    const { page } = person;
    await page.goto('/ru/my/choice');
    await press(page, 'button[value^=add-]');
    await press(page, 'button[value^=add-]');
    const names = () => page.locator('.ranked b').allInnerTexts();
    const [first, second] = await names();
    await press(page, 'button[value^=down-]');
    assert.deepEqual(await names(), [second, first]);
    assert.match(await page.locator('main').innerText(), sentence('ru', 'done-choice'));
    await press(page, 'button[value^=remove-]');
    assert.deepEqual(await names(), [first]);
    assert.deepEqual(person.complaints, []);
  });

  test('a family narrows the places down and compares two groups', async () => {
    const person = await openPerson(browser, demo.base);
    const { page } = person;
    await comeBack(person, demoFamilyWithAccess());
    await page.goto('/kk/my/places');
    await reach(page, '.filter summary');
    await page.keyboard.press('Enter');
    await reach(page, '.filter select');
    await page.keyboard.press('ArrowDown');
    await press(page, '.filter button');
    assert.match(page.url(), /[?&](language|hours|district)=[^&]/);
    assert.match(await page.locator('main').innerText(), sentence('kk', 'filter-found'));
    await press(page, 'a[href*="/my/compare?a="]');
    await press(page, 'main form button');
    assert.equal(await page.locator('table.compare thead th').count(), 2);
    assert.deepEqual(person.complaints, []);
  });
});

function demoFamilyWithAccess() {
  const logIns = demo.printed.map((line) => line.match(/^\s+(\d{3} \d{3} \d{4})\s+(\S+(?: \S+)*?)\s{2,}/)).filter(Boolean);
  return { number: logIns[1][1], code: logIns[1][2] };
}
