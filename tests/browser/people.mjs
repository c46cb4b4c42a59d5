// What people do on the pages: each deed fills the form that a person would fill, and reads what a person would read.

import assert from 'node:assert/strict';
import { iinOf } from './children.mjs';

export const PASSWORD = 'bala-baqsha';

// A child and who applies for it; the serial number makes it another one.
export function family(serial, { bornOn, surname = 'Серікова', name = 'Айгүл', ...rest } = {}) {
  return {
    iin: iinOf(bornOn, serial),
    surname,
    name,
    bornOn,
    guardian: `${surname} Гүлнәр`,
    phone: `8 701 555 ${String(1000 + serial).slice(0, 2)} ${String(1000 + serial).slice(2)}`,
    grounds: [],
    ...rest,
  };
}

export async function fillApplication({ page, language }, child) {
  await page.goto(`/${language}/apply`);
  await page.fill('#iin', child.iin);
  await page.fill('#surname', child.surname);
  await page.fill('#name', child.name);
  await page.fill('#born_on', child.bornOn);
  await page.fill('#guardian', child.guardian);
  await page.fill('#phone', child.phone);
  for (const ground of child.grounds) await page.check(`[name=ground][value=${ground}]`);
  await page.check('#consent');
}

// Presses the button of the form and waits for the page that answers.
export async function send({ page }, button = 'main form[method=post] .actions button') {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303),
    page.click(button),
  ]);
  await page.waitForLoadState();
  return answer;
}

// Applies and reads the receipt.
export async function apply(person, child) {
  await fillApplication(person, child);
  await send(person);
  const { page, language } = person;
  assert.equal(new URL(page.url()).pathname, `/${language}/my/receipt`);
  const [number, code, sign] = await page.locator('main dl .code').allInnerTexts();
  assert.match(number, /^\d{3} \d{3} \d{4}$/);
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}[ -]?){6}$/);
  assert.match(sign, /^[0-9A-HJKMNP-TV-Z]{4}-?[0-9A-HJKMNP-TV-Z]{4}$/);
  return { number, code, sign };
}

export async function comeBack(person, { number, code }) {
  await person.page.goto(`/${person.language}/find`);
  await person.page.fill('#number', number);
  await person.page.fill('#code', code);
  await send(person);
}

export async function logIn(person, login, password = PASSWORD) {
  await person.page.goto(`/${person.language}/staff`);
  await person.page.fill('[name=login]', login);
  await person.page.fill('[name=password]', password);
  await send(person);
}

// Presses a button of the demo's bar: `publication`, `opening`, `hour` or `day`.
export async function moveClock(person, to, times = 1) {
  await person.page.goto(`/${person.language}/bulletin`);
  for (let time = 0; time < times; time += 1) await send(person, `.demo button[value=${to}]`);
}
