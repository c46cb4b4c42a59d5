// How an official comes in: a second step set up before anything else opens, by an app, by a passkey of a device, by a recovery
// code, and through a city's identity provider, which is a real one in a process of its own.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { logIn, send } from './people.mjs';
import { freePort, startScript, startServed } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { codeOf } from './totp.mjs';
import { sentence } from './words.mjs';

const PASSWORD = 'төрт қызғалдақ 7';
const OWN_PASSWORD = 'жеті қызғалдақ 4';

let kezek;
let provider;
let providerPort;
let browser;
// What the administrator keeps.
let secret;
let recoveryCodes;

async function settings({ base, data }) {
  await writeFile(join(data, 'client.secret'), 'between us two\n');
  provider = await startScript('identity-provider.mjs', providerPort, `${base}/kk/staff/provider/back`);
  return `
[identity_provider]
issuer = "http://127.0.0.1:${providerPort}"
client_id = "kezek"
client_secret_file = "${join(data, 'client.secret')}"
named_by = "email"
name_kk = "Қала порталы"
name_ru = "Портал города"
name_en = "City portal"
`;
}

before(async () => {
  providerPort = await freePort();
  [kezek, browser] = await Promise.all([startServed({ login: 'boss', password: PASSWORD, colleague: 'gulnar', settings }), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await kezek?.stop();
  await provider?.stop();
});

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

function pathOf({ page }) {
  return new URL(page.url()).pathname;
}

async function leaveOffice(person) {
  await send(person, 'form[action$="/staff/leave"] button');
}

async function withRecoveryCode(person) {
  await person.page.locator('summary').click();
  await person.page.fill('#recovery', recoveryCodes.pop());
  await send(person, 'button[value=recovery]');
}

test('before anything else opens the office sets up an app, on a telephone and without scripts', async () => {
  const person = await openPerson(browser, kezek.base);
  const { page } = person;
  await logIn(person, 'boss', PASSWORD);
  assert.equal(pathOf(person), '/kk/staff/factors/new');
  await page.goto('/kk/office');
  assert.equal(pathOf(person), '/kk/staff', 'no other door opens');
  await page.goto('/kk/staff/factors/new');
  secret = await page.locator('#secret').innerText();
  await page.fill('#code', '000000');
  await send(person, 'button[value=app]');
  assert.match(await bodyOf(person), sentence('kk', 'factor-new-code-wrong'));
  assert.equal(await page.locator('#secret').innerText(), secret, 'the app that was set up stays');
  await page.fill('#code', codeOf(secret));
  await send(person, 'button[value=app]');
  recoveryCodes = await page.locator('#codes li').allInnerTexts();
  assert.equal(recoveryCodes.length, 8);
  await page.click('main .actions a');
  assert.equal(pathOf(person), '/kk/office');
});

test('the next log-in asks for the code that the app shows now, and takes none twice', async () => {
  const person = await openPerson(browser, kezek.base);
  const { page } = person;
  await logIn(person, 'boss', PASSWORD);
  assert.equal(pathOf(person), '/kk/staff/second');
  assert.equal(await page.getAttribute('#code', 'autocomplete'), 'one-time-code');
  assert.equal(await page.getAttribute('#code', 'inputmode'), 'numeric');
  const code = codeOf(secret, 1);
  await page.fill('#code', code);
  await send(person, 'button[value=app]');
  assert.equal(pathOf(person), '/kk/office');
  await leaveOffice(person);
  await logIn(person, 'boss', PASSWORD);
  await page.fill('#code', code);
  await send(person, 'button[value=app]');
  assert.match(await bodyOf(person), sentence('kk', 'second-code-wrong'));
});

test('a passkey of the device is added and lets in without any code', async () => {
  const person = await openPerson(browser, kezek.base, { javaScriptEnabled: true });
  const { page } = person;
  const device = await page.context().newCDPSession(page);
  await device.send('WebAuthn.enable');
  const options = { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true };
  const { authenticatorId } = await device.send('WebAuthn.addVirtualAuthenticator', {
    options: { ...options, isUserVerified: true, automaticPresenceSimulation: true },
  });
  await logIn(person, 'boss', PASSWORD);
  await withRecoveryCode(person);
  assert.equal(pathOf(person), '/kk/office');
  await page.goto('/kk/staff/factors');
  await page.fill('#add_password', PASSWORD);
  await send(person, 'button[value=add]');
  await page.fill('#label', 'Жұмыс компьютері');
  await Promise.all([page.waitForURL(/done=factor-added/), page.click('#passkey')]);
  assert.match(await bodyOf(person), /Жұмыс компьютері/);
  await page.goto('/kk/office');
  await leaveOffice(person);
  await logIn(person, 'boss', PASSWORD);
  await Promise.all([page.waitForURL(/\/kk\/office$/), page.click('#passkey')]);
  await leaveOffice(person);
  // A device that is not the one that was asked for says no, and the page says so.
  await device.send('WebAuthn.clearCredentials', { authenticatorId });
  await logIn(person, 'boss', PASSWORD);
  await page.click('#passkey');
  await page.locator('#passkey-said', { hasText: sentence('kk', 'passkey-failed') }).waitFor();
  assert.deepEqual(person.complaints, []);
});

for (const language of LANGUAGES) {
  test(`/${language} the pages of the second step are accessible on every screen`, async () => {
    const person = await openPerson(browser, kezek.base, { language, javaScriptEnabled: true });
    await logIn(person, 'boss', PASSWORD);
    assert.deepEqual(await examine(person, '/staff/second'), []);
    await withRecoveryCode(person);
    assert.deepEqual(await examine(person, '/staff/factors'), []);
    assert.deepEqual(await examine(person, '/office/accounts/1/factors'), []);
    await person.page.goto(`/${language}/staff/factors`);
    await person.page.fill('#add_password', PASSWORD);
    await send(person, 'button[value=add]');
    assert.deepEqual(await examine(person, '/staff/factors/new'), []);
    await person.page.goto(`/${language}/staff/factors`);
    await person.page.fill('#codes_password', PASSWORD);
    const codes = () => send(person, 'button[value=codes]');
    assert.deepEqual(await examine(person, '/staff/factors', { shot: '/staff/codes', way: codes }), []);
    recoveryCodes = await person.page.locator('#codes li').allInnerTexts();
  });
}

// Goes to the provider, says who one is, and agrees; answers once Kezek is there again.
async function throughProvider({ page }, name) {
  await page.goto('/kk/staff');
  await page.click('form[action$="/staff/provider"] button');
  await page.waitForURL(`http://127.0.0.1:${providerPort}/**`);
  await page.fill('[name=login]', name);
  await page.fill('[name=password]', 'anything');
  await page.click('[type=submit]');
  await page.waitForSelector('[name=prompt][value=consent]', { state: 'attached' });
  await page.click('[type=submit]');
  await page.waitForURL(/\/staff\/provider\/back\?/);
}

test('whom the administrator has named logs in through the provider, and nobody else does', async () => {
  const boss = await openPerson(browser, kezek.base, { javaScriptEnabled: true });
  await logIn(boss, 'boss', PASSWORD);
  await withRecoveryCode(boss);
  await boss.page.goto('/kk/office/accounts/1/factors');
  await boss.page.fill('#external_id', 'Asel@example.kz');
  await send(boss, 'button[value=external]');
  assert.match(await bodyOf(boss), sentence('kk', 'done-external-saved'));
  for (const language of LANGUAGES) {
    const owner = Object.assign(boss, { language });
    assert.deepEqual(await examine(owner, '/staff/account', { shot: '/staff/account-provider-name' }), []);
    assert.deepEqual(await examine(owner, '/office/accounts/1/factors', { shot: '/office/accounts/factors-waits' }), []);
  }
  await boss.page.goto('/kk/staff/account');
  await confirmsProviderName(boss, PASSWORD);

  const person = await openPerson(browser, kezek.base);
  await throughProvider(person, 'asel');
  const back = person.page.url();
  await send(person, 'form[action$="/provider/back"] button');
  assert.equal(pathOf(person), '/kk/staff/second', 'the provider is one step, and the office needs two');
  await person.page.goto(back);
  assert.match(person.page.url(), /no=step/, 'what came back counts once');

  for (const [name, said] of [['stranger', 'no-provider-unknown'], ['unverified', 'no-provider-refused']]) {
    const other = await openPerson(browser, kezek.base);
    await throughProvider(other, name);
    await send(other, 'form[action$="/provider/back"] button');
    assert.equal(pathOf(other), '/kk/staff');
    assert.match(await bodyOf(other), sentence('kk', said));
  }
});

async function confirmsProviderName(person, password) {
  await person.page.fill('#provider_password', password);
  await send(person, 'form[action$="/staff/account/provider"] button');
  assert.match(await bodyOf(person), sentence('kk', 'done-provider-name-confirmed'));
}

// The administrator whom the operator made: the code that was printed, an own password, a second step.
async function gulnarComes() {
  const gulnar = await openPerson(browser, kezek.base);
  await gulnar.page.goto('/kk/staff/setup');
  await gulnar.page.fill('#login', 'gulnar');
  await gulnar.page.fill('#code', kezek.code);
  await gulnar.page.fill('#password', OWN_PASSWORD);
  await gulnar.page.fill('#repeated', OWN_PASSWORD);
  await send(gulnar);
  await logsInAtFirst(gulnar, 'gulnar');
  return gulnar;
}

async function logsInAtFirst(person, login) {
  await logIn(person, login, OWN_PASSWORD);
  await person.page.fill('#code', codeOf(await person.page.locator('#secret').innerText()));
  await send(person, 'button[value=app]');
}

test('the word of an administrator alone lets nobody in: two confirm the number, and its owner the name of the provider', async () => {
  const boss = await openPerson(browser, kezek.base);
  await logIn(boss, 'boss', PASSWORD);
  await withRecoveryCode(boss);
  await boss.page.goto('/kk/office/accounts/new');
  await boss.page.fill('#display_name', 'Берік Сейітов');
  await boss.page.fill('#login', 'berik');
  await boss.page.check('[name=role][value=clerk]');
  await send(boss);
  assert.match(await bodyOf(boss), sentence('kk', 'done-account-made'));
  const confirming = boss.page.url();
  const berik = await openPerson(browser, kezek.base);
  await berik.page.goto('/kk/staff/recovery');
  await berik.page.fill('#login', 'berik');
  await send(berik, 'button[value=ask]');
  const gulnar = await gulnarComes();
  await gulnar.page.goto(confirming);
  const number = await berik.page.locator('#recovery-number').innerText();
  for (const [official, said] of [[boss, 'done-recovery-first'], [gulnar, 'done-recovery-whole']]) {
    await official.page.fill('#number', number);
    await send(official);
    assert.match(await bodyOf(official), sentence('kk', said));
  }
  await berik.page.fill('#password', OWN_PASSWORD);
  await berik.page.fill('#repeated', OWN_PASSWORD);
  await send(berik, 'button[value=set]');

  await boss.page.goto(confirming.replace(/\/recovery.*/, '/factors'));
  await boss.page.fill('#external_id', 'berik@example.kz');
  await send(boss, 'button[value=external]');
  assert.match(await bodyOf(boss), sentence('kk', 'colleague-external-waits'));
  const arrives = async () => {
    const person = await openPerson(browser, kezek.base);
    await throughProvider(person, 'berik');
    await send(person, 'form[action$="/provider/back"] button');
    return person;
  };
  assert.match(await bodyOf(await arrives()), sentence('kk', 'no-provider-unconfirmed'));
  await logsInAtFirst(berik, 'berik');
  await berik.page.goto('/kk/staff/account');
  await confirmsProviderName(berik, OWN_PASSWORD);
  assert.equal(pathOf(await arrives()), '/kk/staff/second');
});

test('what comes back with another state, another code or in another browser lets nobody in', async () => {
  const { searchParams } = await (async () => {
    const victim = await openPerson(browser, kezek.base);
    await throughProvider(victim, 'asel');
    const back = new URL(victim.page.url());
    const thief = await openPerson(browser, kezek.base);
    await thief.page.goto(back.href);
    assert.match(thief.page.url(), /no=step/, 'another browser has begun nothing');
    return back;
  })();
  const changes = [
    { state: 'another', code: searchParams.get('code') },
    { state: null, code: searchParams.get('code') },
    { state: null, code: 'made-up' },
  ];
  for (const { state, code } of changes) {
    const person = await openPerson(browser, kezek.base);
    await throughProvider(person, 'asel');
    const back = new URL(person.page.url());
    if (state) back.searchParams.set('state', state);
    // With the own state, but the code of somebody else's visit: PKCE and the nonce tell it.
    back.searchParams.set('code', code);
    await person.page.goto(back.href);
    await send(person, 'form[action$="/provider/back"] button');
    assert.match(await bodyOf(person), sentence('kk', 'no-provider-refused'));
    await person.page.goto('/kk/office');
    assert.equal(pathOf(person), '/kk/staff');
  }
});

test('while the provider is down the page says so, and the password still works', async () => {
  const person = await openPerson(browser, kezek.base);
  await throughProvider(person, 'asel');
  await provider.stop();
  await send(person, 'form[action$="/provider/back"] button');
  assert.match(await bodyOf(person), sentence('kk', 'no-provider-down'));
  await logIn(person, 'boss', PASSWORD);
  assert.equal(pathOf(person), '/kk/staff/second');
});
