// An official who lost the password: a number on the own screen, read aloud to two colleagues, and then an own password. Nobody else
// sees a secret. Without scripts, by keyboard, in three languages.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { press, type } from './keyboard.mjs';
import { logIn, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';

const PASSWORD = 'сары-ала-қаз';

let demo;
let browser;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', '2026-04-06T09:00'), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function official(login, options = {}) {
  const person = await openPerson(browser, demo.base, options);
  await logIn(person, login);
  return person;
}

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

// Opens the page on which the number of the verifier is confirmed.
async function confirming(person) {
  const { page, language } = person;
  await page.goto(`/${language}/office/accounts`);
  await page.locator('tr', { has: page.getByText('verifier', { exact: true }) }).locator('a').first().click();
  await page.locator('a[href$="/recovery"]').click();
}

test('a lost password comes back by a number that two colleagues confirm, by keyboard alone', async () => {
  const owner = await openPerson(browser, demo.base);
  await owner.page.goto('/kk/staff');
  await press(owner.page, 'a[href$="/staff/recovery"]');
  await type(owner.page, '#login', 'verifier');
  await press(owner.page, 'button[value=ask]');
  const number = await owner.page.locator('#recovery-number').innerText();
  assert.match(number, /^\d{3} \d{3}$/);
  const setsPassword = async () => {
    await type(owner.page, '#password', PASSWORD);
    await type(owner.page, '#repeated', PASSWORD);
    await press(owner.page, 'button[value=set]');
  };
  await setsPassword();
  assert.match(await bodyOf(owner), sentence('kk', 'recovery-not-confirmed'));
  assert.equal(await owner.page.locator('#recovery-number').innerText(), number);

  const administrator = await official('admin');
  await confirming(administrator);
  await type(administrator.page, '#number', number);
  await press(administrator.page, 'main form[method=post] .actions button');
  assert.match(await bodyOf(administrator), sentence('kk', 'done-recovery-first'));
  const head = await official('head');
  await head.page.goto('/kk/office/accounts');
  assert.match(await bodyOf(head), sentence('kk', 'recovery-waits'));
  await confirming(head);
  assert.doesNotMatch(await head.page.content(), new RegExp(number.replace(' ', ' ?')), 'its owner reads it aloud');
  await head.page.fill('#number', number);
  await send(head);
  assert.match(await bodyOf(head), sentence('kk', 'done-recovery-whole'));

  await setsPassword();
  assert.match(await bodyOf(owner), sentence('kk', 'done-password-set-up'));
  await logIn(owner, 'verifier', PASSWORD);
  assert.equal(new URL(owner.page.url()).pathname, '/kk/office');
});

for (const language of LANGUAGES) {
  test(`/${language} the pages of a lost password are accessible, right and wrong`, async () => {
    const owner = await openPerson(browser, demo.base, { language, javaScriptEnabled: true });
    await owner.page.goto(`/${language}/staff/recovery`);
    await owner.page.fill('#login', 'head');
    const ask = () => send(owner, 'button[value=ask]');
    assert.deepEqual(await examine(owner, '/staff/recovery', { shot: '/staff/recovery-number', way: ask }), []);
    const early = async () => {
      await owner.page.fill('#password', PASSWORD);
      await owner.page.fill('#repeated', PASSWORD);
      return send(owner, 'button[value=set]');
    };
    assert.deepEqual(await examine(owner, '/staff/recovery', { status: 422, shot: '/staff/recovery-early', way: early }), []);
    const administrator = await official('admin', { language, javaScriptEnabled: true });
    await confirming(administrator);
    const path = new URL(administrator.page.url()).pathname.slice(3);
    assert.deepEqual(await examine(administrator, path, { shot: '/office/accounts/recovery' }), []);
    const wrong = async () => {
      await administrator.page.fill('#number', '000 000');
      return send(administrator);
    };
    assert.deepEqual(await examine(administrator, path, { status: 422, shot: '/office/accounts/recovery-wrong', way: wrong }), []);
    await press(administrator.page, 'button[value=reject]');
    assert.match(await bodyOf(administrator), sentence(language, 'done-recovery-rejected'));
  });
}
