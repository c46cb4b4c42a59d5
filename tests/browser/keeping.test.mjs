// What the office looks at before it acts, and a paper that it takes in: examined in three languages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { family, logIn, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';

const YEAR = 2022;

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--at', '2026-04-08T19:30'), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function official(login, language) {
  const person = await openPerson(browser, demo.base, { language, javaScriptEnabled: true });
  await logIn(person, login);
  return person;
}

for (const language of LANGUAGES) {
  test(`/${language} what the office looks at before it acts is accessible`, async () => {
    const administrator = await official('admin', language);
    const { page } = administrator;
    await page.goto(`/${language}/office/publication`);
    await page.fill('#first', '2026-04-20');
    await page.fill('#last', '2026-04-24');
    await page.check('[name=suspend_reason] >> nth=0');
    const look = () => send(administrator, 'button[value=look_suspend]');
    assert.deepEqual(await examine(administrator, '/office/publication', { shot: '/office/publication-touches', way: look }), []);
    assert.equal(await page.locator('button[value=suspend]').count(), 1, 'what it touches is shown first');
    const message = '/office/messages/told-access_given';
    await page.goto(`/${language}${message}`);
    const own = page.locator('main form textarea').first();
    await own.fill(await page.locator('main form samp').first().innerText());
    const preview = () => send(administrator, 'button[value=preview]');
    assert.deepEqual(await examine(administrator, message, { shot: '/office/messages/preview', way: preview }), []);
    assert.ok((await page.locator('main form .notice.good').count()) > 0, 'the message is shown as a family would read it');
  });

  test(`/${language} a paper is taken in, and its receipt is accessible`, async () => {
    const clerk = await official('office', language);
    const { page } = clerk;
    await page.goto(`/${language}/office/intake`);
    const child = family(640 + LANGUAGES.indexOf(language), { bornOn: `${YEAR}-06-07` });
    const [year, month, day] = child.bornOn.split('-');
    const fields = { paper: `17/${language}`, received_on: '2026-04-07', received_time: '09:40', surname: child.surname, name: child.name };
    Object.assign(fields, { born_day: day, born_month: month, born_year: year, iin: child.iin, guardian: child.guardian, phone: child.phone });
    for (const [id, value] of Object.entries(fields)) await page.fill(`#${id}`, value);
    await page.check('#consent');
    assert.deepEqual(await examine(clerk, '/office/intake', { shot: '/office/intake-receipt', way: () => send(clerk) }), []);
    assert.match(await page.locator('main').innerText(), /\d{3} \d{3} \d{4}/);
  });
}
