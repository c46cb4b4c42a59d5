// Applying on a telephone: back and forth, in another language, with a connection that drops; and the receipt taken home on
// paper or in another telephone's camera.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { iinOf } from './children.mjs';
import { STEPS, apply, family, fillStep, send, stepOf, walkTo } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES, sidewaysScroll } from './standards.mjs';
import { sentence } from './words.mjs';

const NOW = '2026-04-06T09:00';
const BORN_ON = '2022-05-17';

let demo;
let browser;
let folder;
let serial = 0;

before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kezek-receipts-'));
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', NOW), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(folder, { recursive: true, force: true });
});

function newFamily(change = {}) {
  serial += 1;
  return { ...family(serial, { bornOn: BORN_ON, grounds: ['large_family'] }), ...change };
}

function withScripts(language) {
  return openPerson(browser, demo.base, { language, javaScriptEnabled: true });
}

async function goThroughFrom(person, child, first) {
  for (const step of STEPS.slice(STEPS.indexOf(first))) {
    assert.equal(await stepOf(person), step);
    await fillStep(person, child);
    await send(person);
  }
}

const text = ({ page }) => page.locator('main').innerText();
const kept = ({ page }) => page.evaluate(() => sessionStorage.getItem('kezek-application'));

describe('without scripts', () => {
  test('the buttons of the browser lead back, forth and to the same page again, and what was typed is there', async () => {
    const person = await openPerson(browser, demo.base);
    const { page } = person;
    const child = newFamily();
    await walkTo(person, child, 'guardian');
    await page.goBack();
    assert.equal(await stepOf(person), 'grounds');
    assert.equal(await page.isChecked('[name=ground][value=large_family]'), true);
    await page.goBack();
    await page.goBack();
    assert.equal(await stepOf(person), 'birth');
    assert.equal(await page.inputValue('#born_year'), '2022');
    await page.goBack();
    assert.equal(await page.inputValue('#surname'), child.surname);
    await page.goForward();
    await page.goForward();
    assert.equal(await stepOf(person), 'kind');
    await page.reload();
    assert.equal(await stepOf(person), 'kind');
    await goThroughFrom(person, child, 'kind');
    assert.equal(new URL(page.url()).pathname, '/kk/my/receipt');
  });

  test('another language is one press away at any step and keeps what was only just typed', async () => {
    const person = await openPerson(browser, demo.base);
    const { page } = person;
    const child = newFamily();
    await walkTo(person, child, 'guardian');
    await page.fill('#guardian', 'Жартылай');
    for (const language of ['en', 'ru']) {
      await send(person, `.languages [lang=${language}]`);
      assert.equal(await page.getAttribute('html', 'lang'), language);
      assert.equal(await stepOf(person), 'guardian');
      assert.equal(await page.inputValue('#guardian'), 'Жартылай');
      assert.equal(await page.inputValue('#apply [name=iin]'), child.iin);
    }
  });

  test('Enter in a field goes on and neither back nor to another language', async () => {
    const person = await openPerson(browser, demo.base, { language: 'ru' });
    const { page } = person;
    await walkTo(person, newFamily(), 'birth');
    await fillStep(person, newFamily());
    await page.focus('#iin');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    assert.equal(await stepOf(person), 'kind');
    assert.equal(await page.getAttribute('html', 'lang'), 'ru');
  });

  test('a change leads back to the check', async () => {
    const person = await openPerson(browser, demo.base);
    const { page } = person;
    await walkTo(person, newFamily());
    await send(person, '#change-guardian');
    assert.equal(await stepOf(person), 'guardian');
    await page.fill('#phone', '+7 (777) 000-11-22');
    await send(person);
    assert.equal(await stepOf(person), 'check');
    assert.match(await text(person), /\+7 777 000 11 22/);
  });
});

for (const language of LANGUAGES) {
  describe(`the receipt in ${language}`, () => {
    let person;
    let receipt;
    before(async () => {
      person = await withScripts(language);
      receipt = await apply(person, newFamily({ surname: 'Нұрмұхаметқызы', kind: 'correctional' }));
    });

    const camera = (file) => execFileSync('zbarimg', ['--nodbus', '--quiet', '--raw', file]).toString().trim();

    // What a camera reads off the screen, and off a page of paper.
    async function decoded() {
      const file = join(folder, `${language}.png`);
      writeFileSync(file, await person.page.locator('.qr svg').screenshot());
      return camera(file);
    }

    function readPaper(file) {
      execFileSync('pdftoppm', ['-r', '150', '-png', '-singlefile', file, file]);
      return camera(`${file}.png`);
    }

    test('leads a camera to the page with number and code filled in, and acts only when the button is pressed', async () => {
      const address = new URL(await decoded());
      assert.equal(`${address.origin}${address.pathname}${address.search}`, `${demo.base}/${language}/find`);
      assert.ok(address.hash.includes(receipt.code.replaceAll(' ', '')), 'the secret stands behind the #');

      const other = await withScripts(language);
      const asked = [];
      other.page.on('request', (request) => asked.push(`${request.url()} ${request.headers().referer ?? ''}`));
      await other.page.goto(address.href);
      assert.equal(await other.page.inputValue('#number'), receipt.number.replaceAll(' ', ''));
      assert.equal(await other.page.inputValue('#code'), receipt.code.replaceAll(' ', ''));
      assert.match(await text(other), sentence(language, 'find-filled'));
      assert.equal(other.page.url(), `${demo.base}/${language}/find`, 'the secret does not stay in the address');
      assert.equal(await other.page.evaluate(() => document.activeElement.id), 'open');
      await send(other);
      assert.equal(new URL(other.page.url()).pathname, `/${language}/my`);
      assert.deepEqual(asked.filter((request) => request.includes(receipt.code.replaceAll(' ', '')) && !request.includes('#')), []);
      const stored = await other.page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
      assert.equal(stored, '[{},{}]');
      assert.deepEqual(other.complaints, []);
    });

    test('without scripts tells whoever comes by camera to type number and code', async () => {
      const other = await openPerson(browser, demo.base, { language });
      await other.page.goto(await decoded());
      assert.match(await text(other), sentence(language, 'find-by-hand'));
      await other.page.fill('#number', receipt.number);
      await other.page.fill('#code', receipt.code);
      await send(other);
      assert.equal(new URL(other.page.url()).pathname, `/${language}/my`);
    });

    test('prints on one page of A4, with number, code and drawing and without the menu', async () => {
      const file = join(folder, `${language}.pdf`);
      await person.page.goto(`/${language}/my/receipt?done=applied`);
      await person.page.pdf({ path: file, preferCSSPageSize: true });
      const facts = execFileSync('pdfinfo', [file]).toString();
      assert.match(facts, /^Pages:\s+1$/m);
      assert.match(facts, /^Page size:.*A4/m);
      const printed = execFileSync('pdftotext', ['-layout', file, '-']).toString();
      for (const words of [receipt.number, receipt.code, receipt.sign, 'Нұрмұхаметқызы']) {
        assert.ok(printed.includes(words), `${words} is not printed: ${printed}`);
      }
      assert.doesNotMatch(printed, sentence(language, 'menu-bulletin'));
      assert.equal(readPaper(file), await decoded());
    });

    test('is there as a paper too, whose drawing leads to the same page', async () => {
      const file = join(folder, `${language}-paper.pdf`);
      const answer = await person.context.request.get(`/${language}/my/receipt.pdf`);
      assert.equal(answer.headers()['content-type'], 'application/pdf');
      writeFileSync(file, await answer.body());
      assert.equal(readPaper(file), await decoded());
    });
  });

  test(`letters twice as large fit a telephone at every step, in ${language}`, async () => {
    const person = await openPerson(browser, demo.base, { language, viewport: { width: 360, height: 800 } });
    const { page } = person;
    const child = newFamily({ surname: 'Нұрмұхаметқызы' });
    const enlarged = async () => {
      await page.locator('html').evaluate((html) => html.style.setProperty('font-size', '200%'));
      return sidewaysScroll(page);
    };
    await page.goto(`/${language}/apply`);
    for (const step of STEPS) {
      assert.equal(await stepOf(person), step);
      if (['child', 'birth', 'guardian', 'consent'].includes(step)) await send(person);
      assert.deepEqual(await enlarged(), [], step);
      await fillStep(person, child);
      await send(person);
    }
    assert.deepEqual(await enlarged(), [], 'the receipt');
  });

  describe(`a connection that drops, in ${language}`, () => {
    test('holds nobody up: the answers wait on the device until it is back', async () => {
      const person = await withScripts(language);
      const { page, context } = person;
      const child = newFamily();
      await walkTo(person, child, 'guardian');
      await fillStep(person, child);
      await context.setOffline(true);
      await page.click('#send');
      assert.match(await text(person), sentence(language, 'apply-offline'));
      assert.equal(await stepOf(person), 'guardian');
      await context.setOffline(false);
      await page.waitForSelector('#no-connection.good');
      assert.match(await text(person), sentence(language, 'apply-online'));
      await send(person);
      assert.equal(await stepOf(person), 'language');
      assert.deepEqual(person.complaints, []);
    });

    test('and a step back by the browser lose not even the IIN', async () => {
      const person = await withScripts(language);
      const { page } = person;
      const child = newFamily();
      await walkTo(person, child, 'grounds');
      await page.goBack();
      await page.goBack();
      assert.equal(await stepOf(person), 'birth');
      assert.equal(await page.inputValue('#iin'), child.iin);
      await goThroughFrom(person, child, 'birth');
      assert.equal(new URL(page.url()).pathname, `/${language}/my/receipt`);
    });

    test('gives the answers back to whoever opens the form again, and forgets them on a word or with the receipt', async () => {
      const person = await withScripts(language);
      const { page } = person;
      const child = newFamily();
      await walkTo(person, child, 'guardian');
      await page.fill('#guardian', child.guardian);
      await page.goto(`/${language}/bulletin`);
      await page.goto(`/${language}/apply`);
      assert.match(await text(person), sentence(language, 'apply-kept'));
      await send(person, '[data-restore]');
      assert.equal(await stepOf(person), 'guardian');
      assert.equal(await page.inputValue('#guardian'), child.guardian);

      await send(person, '#keeping [data-clear]');
      assert.equal(await kept(person), null);
      assert.equal(await page.isVisible('#kept'), false);
      assert.equal(await stepOf(person), 'child');
      assert.equal(await page.inputValue('#surname'), '');

      const { code } = await apply(person, child);
      assert.equal(await kept(person), null);
      const stored = await page.evaluate(() => JSON.stringify([{ ...sessionStorage }, { ...localStorage }]));
      assert.ok(!stored.includes(code), 'a script keeps the secret code');
      assert.deepEqual(person.complaints, []);
    });
  });

  test(`an IIN is checked while it is typed, in ${language}`, async () => {
    const person = await withScripts(language);
    const { page } = person;
    const child = newFamily();
    await walkTo(person, child, 'birth');
    await fillStep(person, { ...child, iin: '' });
    const said = async (typed) => {
      await page.fill('#iin', typed);
      return page.locator('#iin-typed').textContent();
    };
    const wrong = child.iin.slice(0, 11) + ((Number(child.iin[11]) + 1) % 10);
    assert.equal(await said(child.iin.slice(0, 7)), '', 'nobody is interrupted');
    assert.match(await said(wrong), sentence(language, 'apply-fault-iin-check'));
    assert.match(await said('221350600017'), sentence(language, 'apply-fault-iin-date'));
    assert.match(await said(`${child.iin}1`), sentence(language, 'apply-fault-iin-length'));
    assert.match(await said(iinOf('2022-05-18', 1)), sentence(language, 'apply-iin-born'));
    assert.match(await said(`${child.iin.slice(0, 6)} ${child.iin.slice(6)}`), sentence(language, 'apply-iin-fine'));
    // By the second row of weights.
    await page.fill('#born_day', '15');
    await page.fill('#born_month', '3');
    await page.fill('#born_year', '2019');
    assert.match(await said('190315500309'), sentence(language, 'apply-iin-fine'));
    await said('1903');
    await page.locator('#iin').blur();
    assert.match(await page.locator('#iin-typed').textContent(), sentence(language, 'apply-fault-iin-length'));
    assert.deepEqual(person.complaints, []);
  });
}
