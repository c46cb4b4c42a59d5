// What people do on the pages: each deed fills the form that a person would fill, and reads what a person would read.

import assert from 'node:assert/strict';
import { iinOf } from './children.mjs';
import { sentence } from './words.mjs';

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

// The steps of applying, in their order; the last one shows all answers and sends them.
export const STEPS = ['child', 'birth', 'kind', 'grounds', 'guardian', 'language', 'consent', 'check'];

export function stepOf({ page }) {
  return page.inputValue('#apply [name=step]');
}

const FILL = {
  async child(page, child) {
    await page.fill('#surname', child.surname);
    await page.fill('#name', child.name);
  },
  async birth(page, { bornOn, iin }) {
    const [year, month, day] = bornOn.split('-');
    await page.fill('#born_day', day ?? '');
    await page.fill('#born_month', month ?? '');
    await page.fill('#born_year', year);
    await page.fill('#iin', iin);
  },
  async kind(page, { kind }) {
    if (kind) await page.check(`[name=kind][value=${kind}]`);
  },
  async grounds(page, child) {
    for (const ground of child.grounds) await page.check(`[name=ground][value=${ground}]`);
  },
  async guardian(page, { guardian, phone }) {
    await page.fill('#guardian', guardian);
    await page.fill('#phone', phone);
  },
  async language() {},
  async consent(page) {
    await page.check('#consent');
  },
  async check() {},
};

// Fills in the step that is shown.
export async function fillStep(person, child) {
  await FILL[await stepOf(person)](person.page, child);
}

// Opens the form and answers step by step until that one is shown, not yet filled in.
export async function walkTo(person, child, step = 'check') {
  const { page, language } = person;
  await page.goto(`/${language}/apply`);
  for (const before of STEPS.slice(0, STEPS.indexOf(step))) {
    assert.equal(await stepOf(person), before, await page.locator('main').innerText());
    await fillStep(person, child);
    await send(person);
  }
  assert.equal(await stepOf(person), step, await page.locator('main').innerText());
}

// Presses the button of the form and waits for the page that answers.
export async function send({ page }, button = 'main form[method=post] .actions button >> nth=0') {
  const [answer] = await Promise.all([
    page.waitForResponse((response) => response.request().isNavigationRequest() && response.status() !== 303),
    page.click(button),
  ]);
  await page.waitForLoadState();
  return answer;
}

// Asks for a code to the own phone, reads it in the mailbox of the demo, and enters it.
export async function proveContact(person) {
  const { page, language } = person;
  await page.goto(`/${language}/my/contacts`);
  await send(person, 'button[name=to][value=phone]');
  await page.goto(`/${language}/demo/mailbox`);
  const letter = page.locator('.letter', { hasText: sentence(language, 'told-one_time_code') }).first();
  while ((await letter.count()) === 0) await page.reload();
  const [code] = /[0-9A-Z]{4} [0-9A-Z]{4}/.exec(await letter.innerText());
  await page.goto(`/${language}/my/contacts/enter`);
  await page.fill('#one_time', code);
  await send(person);
}

// Applies and reads the receipt.
export async function apply(person, child) {
  await walkTo(person, child);
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

// Opens the first place that may be taken and answers with the address of its page.
export async function choosePlace({ page, language }) {
  await page.goto(`/${language}/my/places`);
  await page.locator('main .cards a.button').first().click();
  return new URL(page.url()).pathname;
}

// Takes the first place and reads that it has.
export async function takePlace(person) {
  await choosePlace(person);
  await send(person);
  assert.match(await person.page.locator('main').innerText(), sentence(person.language, 'done-claimed'));
}

// Logs in at a kindergarten and reports that many places for children of that year.
export async function report(person, login, year, places) {
  const { page, language } = person;
  await logIn(person, login);
  const card = page.locator(`section.year[id$="-${year}"]`).first();
  await card.locator(`label:has([name=places][value="${places}"])`).click();
  await Promise.all([page.waitForURL(/done=/), card.locator('.stepper button').click()]);
  assert.match(await page.locator('main').innerText(), sentence(language, 'done-places-reported'));
}

// Names a helper and reads what is handed over: the application's number and the helper's own code.
export async function nameHelper(person, { name = 'Оспанова Гүлмира', phone = '8 702 111 22 33', relation = 'service_centre' } = {}) {
  const { page, language } = person;
  await page.goto(`/${language}/my/helpers`);
  await page.fill('#name', name);
  await page.fill('#phone', phone);
  await page.check(`[name=relation][value=${relation}]`);
  await page.check('#consent');
  await send(person, '#send');
  return handedOver(person);
}

// Number and code of the helper who was named last.
export async function handedOver({ page }) {
  const [number, code] = await page.locator('details[open] .code').allInnerTexts();
  assert.match(number, /^\d{3} \d{3} \d{4}$/);
  assert.match(code, /^([0-9A-HJKMNP-TV-Z]{4}[ -]?){6}$/);
  return { number, code };
}
