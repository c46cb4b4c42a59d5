// A picture of a kindergarten: given by the office, seen by everybody, gone when it is taken away.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { logIn, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { sentence } from './words.mjs';

const FORM = 'main form[enctype] .actions button';
// The demo draws pictures of its first kindergartens; this one has none.
const WITHOUT = 8;

let demo;
let browser;
let photo;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', '2026-04-08T12:00'), startBrowser()]);
  photo = await photograph();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

async function photograph() {
  const { page, context } = await openPerson(browser, demo.base, { viewport: { width: 1200, height: 800 } });
  await page.setContent('<body style="background:linear-gradient(#9cf,#fc9);font:90px sans-serif">Балабақша');
  const bytes = await page.screenshot({ type: 'jpeg' });
  await context.close();
  return { name: 'house.jpg', mimeType: 'image/jpeg', buffer: bytes };
}

async function clerk(options = {}) {
  const person = await openPerson(browser, demo.base, { viewport: { width: 1280, height: 800 }, ...options });
  await logIn(person, 'office');
  return person;
}

// What the picture on the page is: whether it is drawn, its alternative text, and its bytes.
async function pictureOf({ page }) {
  const picture = page.locator('main img.photo');
  await picture.scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector('main img.photo').complete);
  const { width, alt, src } = await picture.evaluate((image) => ({ width: image.naturalWidth, alt: image.alt, src: image.src }));
  const response = await page.request.get(src);
  return { width, alt, bytes: (await response.body()).length };
}

describe('a picture of a kindergarten', () => {
  test('the office gives one, everybody sees it, and the office takes it away, all without scripts', async () => {
    const official = await clerk({ javaScriptEnabled: false });
    const visitor = await openPerson(browser, demo.base);
    const path = `/kk/office/kindergartens/${WITHOUT}`;
    await official.page.goto(path);
    await official.page.setInputFiles('#photo', photo);
    assert.equal((await send(official, FORM)).status(), 200);
    assert.match(await official.page.innerText('[role=status]'), sentence('kk', 'done-photo-shown'));
    await visitor.page.goto(`/kk/kindergartens/${WITHOUT}`);
    const picture = await pictureOf(visitor);
    assert.equal(picture.width, 480);
    assert.equal(picture.alt, (await visitor.page.innerText('h1')).trim());
    assert.ok(picture.bytes <= 15 * 1024, `${picture.bytes} bytes`);
    assert.equal((await send(official, 'main form[action$="/photo/remove"] button')).status(), 200);
    assert.match(await official.page.innerText('[role=status]'), sentence('kk', 'done-photo-removed'));
    await visitor.page.reload();
    assert.equal(await visitor.page.locator('main img.photo').count(), 0);
  });

  test('a wrong file is told at its field', async () => {
    const official = await clerk();
    await official.page.goto(`/kk/office/kindergartens/${WITHOUT}`);
    await official.page.setInputFiles('#photo', { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
    assert.equal((await send(official, FORM)).status(), 422);
    assert.match(await official.page.innerText('#photo-error'), sentence('kk', 'photo-other-kind'));
    assert.equal(await official.page.evaluate(() => document.activeElement.id), 'errors');
  });

  for (const language of LANGUAGES) {
    test(`the page with a picture is in order and small, in ${language}`, async () => {
      const visitor = await openPerson(browser, demo.base, { language, javaScriptEnabled: true });
      assert.deepEqual(await examine(visitor, '/kindergartens/1', { shot: '/kindergartens/with-picture' }), []);
      const official = await clerk({ language, javaScriptEnabled: true });
      assert.deepEqual(await examine(official, '/office/kindergartens/1', { shot: '/office/kindergartens/with-picture' }), []);
    });
  }
});
