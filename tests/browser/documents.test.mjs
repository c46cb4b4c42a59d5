// A document: photographed, sent, looked at by the office and decided on; without scripts, by keyboard, in three languages.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { apply, family, logIn, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';

const NOW = '2026-04-08T19:30';
const YEAR = 2022;
const SEND = 'main form[enctype] .actions button >> nth=0';

let demo;
let browser;
let photo;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', NOW), startBrowser()]);
  photo = await photograph();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

// A sheet as a phone photographs it, held on its side or not.
async function photograph() {
  const { page, context } = await openPerson(browser, demo.base, { viewport: { width: 600, height: 800 } });
  await page.setContent('<body style="background:#fdfcf7;font:24px sans-serif"><h1>Анықтама</h1><p>Көпбалалы отбасы. Үлгі.</p>');
  const bytes = await page.screenshot({ type: 'jpeg' });
  await context.close();
  return { name: 'Айгүл Серікова.jpg', mimeType: 'image/jpeg', buffer: bytes };
}

async function arrives(serial, options = {}) {
  const person = await openPerson(browser, demo.base, options);
  const receipt = await apply(person, family(serial, { bornOn: `${YEAR}-03-0${(serial % 9) + 1}`, grounds: ['large_family'] }));
  return { ...person, ...receipt };
}

async function sends(person, file) {
  await person.page.goto(`/${person.language}/my/documents`);
  if (file) await person.page.setInputFiles('#file-0', file);
  return send(person, SEND);
}

async function clerk(options = {}) {
  const person = await openPerson(browser, demo.base, { viewport: { width: 1280, height: 800 }, ...options });
  await logIn(person, 'verifier');
  return person;
}

function caseOf({ sign }) {
  return `/office/reviews/${sign.replace('-', '')}/0`;
}

describe('a document for a ground', () => {
  test('a family sends a photo, the office sees it beside its decision and confirms, all without scripts', async () => {
    const person = await arrives(701);
    const { page } = person;
    await page.click('main a[href$="/my/documents"]');
    assert.match(await page.innerText('main'), sentence('kk', 'documents-none'));
    assert.equal((await sends(person, photo)).status(), 200);
    assert.match(await page.innerText('[role=status]'), sentence('kk', 'done-document-sent'));
    assert.equal(await page.locator('main .tasks li').count(), 1);
    assert.doesNotMatch(await page.content(), /Серікова\.jpg|office\/documents/);

    const official = await clerk();
    await official.page.goto(`/kk${caseOf(person)}`);
    const picture = official.page.locator('main img');
    await picture.scrollIntoViewIfNeeded();
    await official.page.waitForFunction(() => document.querySelector('main img').naturalWidth > 0);
    assert.deepEqual(await picture.evaluate((seen) => [seen.naturalWidth, seen.naturalHeight]), [600, 800]);
    await official.page.fill('#document_on', '2026-01-15');
    await send(official, 'button[value=confirm]');
    await page.goto('/kk/my/documents');
    assert.match(await page.innerText('main'), sentence('kk', 'documents-confirmed'));
    assert.equal(await page.locator('input[type=file]').count(), 0);
    assert.deepEqual([person.complaints, official.complaints], [[], []]);
  });

  test('it can be chosen, sent and taken back by keyboard', async () => {
    const { page } = await arrives(702);
    await page.goto('/kk/my/documents');
    await tabTo(page, '#file-0');
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Space')]);
    await chooser.setFiles(photo);
    await page.keyboard.press('Tab');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    assert.match(await page.innerText('[role=status]'), sentence('kk', 'done-document-sent'));
    await tabTo(page, 'main .tasks button');
    await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
    assert.match(await page.innerText('[role=status]'), sentence('kk', 'done-document-removed'));
    assert.match(await page.innerText('main'), sentence('kk', 'documents-none'));
  });

  test('what cannot be taken is said at its field, also where it is far too large', async () => {
    const person = await arrives(703);
    const file = (name, buffer) => ({ name, mimeType: 'image/jpeg', buffer });
    const wrong = [
      [undefined, 'documents-nothing'],
      [file('page.jpg', Buffer.from('<html><script>alert(1)</script></html>')), 'documents-other-kind'],
      [file('half.jpg', photo.buffer.subarray(0, 3000)), 'documents-broken'],
      [file('large.jpg', Buffer.alloc(12 * 1024 * 1024, 7)), 'documents-too-large'],
    ];
    for (const [sent, words] of wrong) {
      assert.equal((await sends(person, sent)).status(), 422, words);
      assert.match(await person.page.innerText('#file-0-error'), sentence('kk', words));
      assert.equal(await person.page.locator('.error-summary a').getAttribute('href'), '#file-0');
    }
    assert.equal(await person.page.locator('main .tasks li').count(), 0);
  });

  for (const language of LANGUAGES) {
    test(`the pages around it are accessible, valid and fit every screen in ${language}`, async () => {
      const person = await arrives(710 + LANGUAGES.indexOf(language), { language, javaScriptEnabled: true });
      person.name = 'documents';
      const shot = (name) => ({ shot: `/documents-${name}` });
      assert.deepEqual(await examine(person, '/my/documents', shot('empty')), []);
      const wrong = { ...shot('mistake'), status: 422, way: () => sends(person) };
      assert.deepEqual(await examine(person, '/my/documents', wrong), []);
      await sends(person, photo);
      assert.deepEqual(await examine(person, '/my/documents?done=document-sent', shot('sent')), []);
      assert.deepEqual(await examine(person, '/my', shot('my')), []);
      assert.deepEqual(await examine(person, '/my/receipt', shot('receipt')), []);
      const official = await clerk({ language, javaScriptEnabled: true });
      official.name = 'documents-office';
      assert.deepEqual(await examine(official, caseOf(person), shot('case')), []);
      const application = `/office/applications/${person.sign.replace('-', '')}`;
      assert.deepEqual(await examine(official, application, shot('application')), []);
    });
  }
});

// Presses Tab until the focus is there, and it can be seen there.
async function tabTo(page, selector) {
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const there = await page.evaluate((wanted) => document.activeElement.matches(wanted), selector);
    if (!there) continue;
    const outline = await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle);
    assert.notEqual(outline, 'none', `the focus cannot be seen on ${selector}`);
    return;
  }
  assert.fail(`${selector} cannot be reached by Tab`);
}
