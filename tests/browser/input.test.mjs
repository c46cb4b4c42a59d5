// Bad input: each mistake is told in the user's language at its field, and nothing that was typed is lost.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { iinOf } from './children.mjs';
import { STEPS, apply, comeBack, family, fillStep, send, stepOf, walkTo } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';

const NOW = '2026-04-06T09:00';
const BORN_ON = '2022-05-17';

let demo;
let browser;
let serial = 1;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', NOW), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

function newFamily(change = {}) {
  serial += 1;
  return { ...family(serial, { bornOn: BORN_ON, grounds: ['large_family', 'orphan'] }), ...change };
}

// Another last digit: the check digit is wrong.
function spoiled(iin) {
  return iin.slice(0, 11) + ((Number(iin[11]) + 1) % 10);
}

// What the field says is wrong with it, as a reader of the screen would hear it.
async function complaintAt({ page }, field) {
  const described = await page.locator(`#${field}`).getAttribute('aria-describedby');
  assert.ok(described?.split(' ').includes(`${field}-error`), `${field} is not described by its fault`);
  assert.equal(await page.locator(`#${field}`).getAttribute('aria-invalid'), 'true');
  return page.locator(`#${field}-error`).innerText();
}

// All that the form brings along, of this step and the others.
async function typed({ page }) {
  const all = await page.locator('#apply').evaluate((form) => [...new FormData(form).entries()]);
  const answers = Object.fromEntries(all.filter(([name]) => name !== 'ground'));
  return { ...answers, grounds: all.filter(([name]) => name === 'ground').map(([, code]) => code).sort() };
}

// The step that asks for an answer.
const STEP_OF = {
  surname: 'child',
  name: 'child',
  born_day: 'birth',
  iin: 'birth',
  guardian: 'guardian',
  phone: 'guardian',
};

const MISTAKES = [
  ['an IIN with a wrong digit', 'iin', 'apply-fault-iin-check', () => newFamily({ iin: spoiled(iinOf(BORN_ON, 900)) })],
  ['an IIN with a digit too few', 'iin', 'apply-fault-iin-length', () => newFamily({ iin: '22051760001' })],
  ['an IIN with a date that never was', 'iin', 'apply-fault-iin-date', () => newFamily({ iin: '221350600017' })],
  ['no IIN at all', 'iin', 'apply-fault-iin-missing', () => newFamily({ iin: '' })],
  ['an IIN of another birth date', 'born_day', 'apply-fault-born-iin', () => newFamily({ bornOn: '2022-05-18' })],
  ['a birth date in the future', 'born_day', 'apply-fault-born-future', () => newFamily({ bornOn: '2026-04-07' })],
  ['no birth date', 'born_day', 'apply-fault-born-missing', () => newFamily({ bornOn: '' })],
  ['a day that is in no calendar', 'born_day', 'apply-fault-born-none', () => newFamily({ bornOn: '2022-02-31' })],
  ['a year of two digits', 'born_day', 'apply-fault-born-year', () => newFamily({ bornOn: '22-05-17' })],
  [
    'a child too old for any queue',
    'born_day',
    'apply-fault-too-old',
    () => newFamily({ bornOn: '2019-05-17', iin: iinOf('2019-05-17', 1) }),
  ],
  ['a name of digits', 'surname', 'apply-fault-letters', () => newFamily({ surname: '12345' })],
  ['a name without end', 'name', 'apply-fault-long', () => newFamily({ name: 'Ә'.repeat(500) })],
  ['no guardian', 'guardian', 'apply-fault-guardian', () => newFamily({ guardian: ' ' })],
  ['a telephone number that is none', 'phone', 'apply-fault-phone', () => newFamily({ phone: '8 701 не помню' })],
];

for (const language of LANGUAGES) {
  describe(`in ${language}`, () => {
    let person;
    before(async () => {
      person = await openPerson(browser, demo.base, { language });
    });

    for (const [mistake, field, key, change] of MISTAKES) {
      test(`${mistake} is told at its field, and what was typed is kept`, async () => {
        const child = change();
        const step = STEP_OF[field];
        await walkTo(person, child, step);
        await fillStep(person, child);
        const before = await typed(person);
        const answer = await send(person);
        assert.equal(answer.status(), 422);
        assert.equal(await stepOf(person), step);
        assert.match(await complaintAt(person, field), sentence(language, key));
        const { page } = person;
        assert.equal(await page.locator('.error-summary li').count(), 1);
        assert.equal(await page.evaluate(() => document.activeElement.id), 'errors', 'the summary has the focus');
        const trimmed = Object.entries(before).map(([name, value]) => [name, value.trim?.() ?? value]);
        assert.deepEqual(await typed(person), Object.fromEntries(trimmed));
        await page.click('.error-summary a');
        assert.equal(await page.evaluate(() => document.activeElement.id), field, 'the link leads to the field');
      });
    }

    test('a step left empty is told all that is missing there, and that it leads no further', async () => {
      const missing = { child: ['surname', 'name'], birth: ['born_day', 'iin'], guardian: ['guardian', 'phone'], consent: ['consent'] };
      const child = newFamily();
      await person.page.goto(`/${language}/apply`);
      for (const step of STEPS.slice(0, -1)) {
        const fields = missing[step] ?? [];
        if (fields.length > 0) {
          const answer = await send(person);
          assert.equal(answer.status(), 422);
          for (const field of fields) await complaintAt(person, field);
          assert.equal(await person.page.locator('.error-summary li').count(), fields.length);
        }
        assert.equal(await stepOf(person), step);
        await fillStep(person, child);
        await send(person);
      }
      assert.equal(await stepOf(person), 'check');
    });

    test('a mended answer leads on, and the application is accepted', async () => {
      const child = newFamily();
      await walkTo(person, child, 'birth');
      await fillStep(person, { ...child, iin: spoiled(child.iin) });
      await send(person);
      await person.page.fill('#iin', child.iin);
      await send(person);
      for (const step of STEPS.slice(2)) {
        assert.equal(await stepOf(person), step);
        await fillStep(person, child);
        await send(person);
      }
      assert.equal(new URL(person.page.url()).pathname, `/${language}/my/receipt`);
    });

    test('a second application for a child is refused without a word about the first', async () => {
      const child = newFamily();
      await apply(person, child);
      const stranger = await openPerson(browser, demo.base, { language });
      await walkTo(stranger, { ...child, surname: 'Басқа', guardian: 'Бөтен Адам' });
      const answer = await send(stranger);
      assert.equal(answer.status(), 422);
      assert.match(await stranger.page.locator('.error-summary').innerText(), sentence(language, 'apply-fault-duplicate'));
      assert.equal(await stranger.page.locator('.error-summary a').getAttribute('href'), '#change-birth');
      const text = await stranger.page.locator('main').innerText();
      assert.ok(!text.includes(child.surname) && !text.includes(child.guardian), 'the first application shows');
      assert.equal((await typed(stranger)).surname, 'Басқа');
    });

    test('an unknown number and a wrong code get the same answer', async () => {
      const applicant = await openPerson(browser, demo.base, { language });
      const { number, code } = await apply(applicant, newFamily());
      const stranger = await openPerson(browser, demo.base, { language });
      const answers = [];
      const last = code.endsWith('2') ? '3' : '2';
      for (const attempt of [
        { number: '123 456 7890', code },
        { number, code: code.slice(0, -1) + last },
        { number, code: '' },
        { number: 'жоқ', code: 'жоқ' },
      ]) {
        await comeBack(stranger, attempt);
        assert.equal(new URL(stranger.page.url()).pathname, `/${language}/find`);
        answers.push(await stranger.page.locator('main').innerText());
        assert.equal(await stranger.page.inputValue('#number'), attempt.number);
      }
      assert.equal(new Set(answers).size, 1, 'the answers differ');
      assert.match(answers[0], sentence(language, 'find-wrong'));
      await comeBack(stranger, { number: number.replaceAll(' ', ''), code: code.toLowerCase() });
      assert.equal(new URL(stranger.page.url()).pathname, `/${language}/my`);
    });

    test('a form too large, bytes that are no text and a form that is none of ours are told in words', async () => {
      const type = 'application/x-www-form-urlencoded';
      const tries = [
        [413, 'trouble-too-large', `surname=${'a'.repeat(1_000_000)}`],
        [400, 'trouble-bad-form', Buffer.concat([Buffer.from('surname='), Buffer.from([0xd2, 0xff, 0xfe])])],
        [400, 'trouble-bad-form', 'surname=%FF%FE'],
        [400, 'trouble-bad-form', 'surname=a'],
        [400, 'trouble-bad-form', 'act=not-an-id&surname=a'],
      ];
      for (const [status, key, body] of tries) {
        const answer = await fetch(`${demo.base}/${language}/apply`, {
          method: 'POST',
          headers: { 'content-type': type },
          body,
        });
        assert.equal(answer.status, status);
        const page = await answer.text();
        assert.match(page, sentence(language, key));
        assert.match(page, new RegExp(`<html lang="${language}">`));
      }
    });

    test('a page that is not there, and one that is not for everybody, are told in words', async () => {
      const { page } = await openPerson(browser, demo.base, { language });
      const missing = await page.goto(`/${language}/no-such-page`);
      assert.equal(missing.status(), 404);
      assert.match(await page.locator('main').innerText(), sentence(language, 'trouble-not-found'));
      await page.goto(`/${language}/my`);
      assert.equal(new URL(page.url()).pathname, `/${language}/find`);
      await page.goto(`/${language}/office`);
      assert.equal(new URL(page.url()).pathname, `/${language}/staff`);
    });

    test('a wrong password keeps the login and not the password', async () => {
      const { page } = person;
      for (const login of ['office', 'nobody']) {
        await page.goto(`/${language}/staff`);
        await page.fill('[name=login]', login);
        await page.fill('[name=password]', 'not-the-password');
        const answer = await send(person);
        assert.equal(answer.status(), 422);
        assert.equal(await page.inputValue('[name=login]'), login);
        assert.equal(await page.inputValue('[name=password]'), '');
      }
    });
  });
}

test('a form sent twice is one application with one receipt', async () => {
  const person = await openPerson(browser, demo.base);
  await walkTo(person, newFamily());
  const answers = await person.page.locator('#apply').evaluate((form) => [...new FormData(form).entries()]);
  const body = new URLSearchParams(answers).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const receipts = [];
  for (let time = 0; time < 3; time += 1) {
    const answer = await fetch(`${demo.base}/kk/apply`, { method: 'POST', headers, body, redirect: 'manual' });
    assert.equal(answer.status, 303);
    const cookie = answer.headers.get('set-cookie').split(';')[0];
    const receipt = await fetch(`${demo.base}/kk/my/receipt`, { headers: { cookie } });
    receipts.push((await receipt.text()).match(/class="code">[^<]+/g).join());
  }
  assert.equal(new Set(receipts).size, 1);
});

test('a form that was sent, and comes back with another child, is no second act in disguise', async () => {
  const person = await openPerson(browser, demo.base);
  const { page } = person;
  await walkTo(person, newFamily());
  const act = await page.getAttribute('#apply [name=act]', 'value');
  await send(person);
  const other = newFamily({ surname: 'Екінші' });
  await walkTo(person, other);
  await page.locator('#apply [name=act]').evaluate((field, old) => field.setAttribute('value', old), act);
  const answer = await send(person);
  assert.equal(answer.status(), 422);
  assert.match(await page.locator('main').innerText(), sentence('kk', 'apply-fault-stale'));
  assert.equal((await typed(person)).surname, 'Екінші');
  await send(person);
  assert.equal(new URL(page.url()).pathname, '/kk/my/receipt');
});

test('a stale form of a family is answered with what is true now', async () => {
  const person = await openPerson(browser, demo.base);
  const { page, context } = person;
  await apply(person, newFamily());
  await page.goto('/kk/my/pause');
  const stale = await context.newPage();
  await stale.goto('/kk/my/pause');
  await send(person);
  assert.match(await page.locator('main').innerText(), sentence('kk', 'done-pause'));
  await send({ page: stale });
  assert.match(await stale.locator('main').innerText(), sentence('kk', 'family-refusal-not_waiting'));
});

test('an act without its id, or for a group that is none, changes nothing and is told in words', async () => {
  const person = await openPerson(browser, demo.base);
  await apply(person, newFamily());
  const post = (form) => person.context.request.post('/kk/my/claim', { form });
  const act = randomUUID();
  for (const form of [{ group: '1' }, { act, group: 'ten' }, { act: 'x', group: '1' }]) {
    const answer = await post(form);
    assert.equal(answer.status(), 400);
    assert.match(await answer.text(), sentence('kk', 'trouble-bad-form'));
  }
  assert.match(await (await post({ act, group: '999999' })).text(), sentence('kk', 'family-refusal-unknown_group'));
  // The same id with another wish is an old form: it is told so, and it is nobody's fault.
  const reused = await post({ act, group: '1' });
  assert.ok(reused.status() < 500, `answered ${reused.status()}`);
});

test('a form sent from another site is refused in words', async () => {
  const person = await openPerson(browser, demo.base);
  await apply(person, newFamily());
  const answer = await person.context.request.post('/kk/my/withdraw', {
    form: { act: randomUUID() },
    headers: { origin: 'https://elsewhere.example', 'sec-fetch-site': 'cross-site' },
  });
  assert.equal(answer.status(), 403);
  assert.match(await answer.text(), sentence('kk', 'trouble-forbidden'));
  await person.page.goto('/kk/my');
  assert.equal(await person.page.locator('.stand .huge').count(), 1, 'the application was withdrawn');
});
