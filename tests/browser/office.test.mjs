// A day of an official: a task is taken and handed back, a ground decided in three taps, a complaint answered, a name searched
// for, a question "why did it move" answered, the file printed. Without scripts, as everything here.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { press, type } from './keyboard.mjs';
import { apply, family, logIn, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES } from './standards.mjs';
import { countTaps, tapsOf } from './taps.mjs';
import { sentence } from './words.mjs';

let demo;
let browser;
let mother;

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', '2026-04-06T09:00'), startBrowser()]);
  // Scripts are allowed where a page is examined.
  mother = await openPerson(browser, demo.base, { javaScriptEnabled: true });
  const child = family(41, { bornOn: '2022-02-01', surname: 'Әбдірахманова', grounds: ['large_family'] });
  mother.sign = (await apply(mother, child)).sign.replace('-', '');
  await sendsCertificate(mother);
  const other = await openPerson(browser, demo.base);
  await apply(other, family(42, { bornOn: '2022-02-02', grounds: ['large_family'] }));
  await sendsCertificate(other);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

// The family photographs a sheet of paper and sends it.
async function sendsCertificate(person) {
  const buffer = await person.page.screenshot({ type: 'jpeg' });
  await person.page.goto('/kk/my/documents');
  await person.page.setInputFiles('#file-0', { name: 'x.jpg', mimeType: 'image/jpeg', buffer });
  await send(person, 'main form[enctype] .actions button >> nth=0');
  assert.match(await bodyOf(person), sentence('kk', 'done-document-sent'));
}

async function official(options = {}) {
  const person = await openPerson(browser, demo.base, options);
  await logIn(person, 'head');
  return person;
}

function bodyOf({ page }) {
  return page.locator('main').innerText();
}

async function complain(text) {
  const { page } = mother;
  await page.goto('/kk/my/complaints');
  await page.check('[name=subject][value=place]');
  await page.fill('#text', text);
  await send(mother);
  assert.match(await bodyOf(mother), sentence('kk', 'done-complaint-sent'));
}

test('a task is taken and let go of', async () => {
  const clerk = await official();
  await clerk.page.locator('a[href*="/office/tasks/ground/"]').first().click();
  await send(clerk, 'button[value=take]');
  assert.match(await bodyOf(clerk), sentence('kk', 'done-task-taken'));
  await clerk.page.goto('/kk/office');
  assert.match(await bodyOf(clerk), sentence('kk', 'tasks-mine'));
  await clerk.page.locator('a[href*="/office/tasks/ground/"]').first().click();
  await send(clerk, 'button[value=release]');
  assert.match(await bodyOf(clerk), sentence('kk', 'done-task-released'));
});

test('a ground is decided in at most three taps from the list', async () => {
  const clerk = await official({ hasTouch: true, javaScriptEnabled: true });
  const { page } = clerk;
  const tap = (selector) => page.locator(selector).first().tap();
  await countTaps(clerk);
  await tap('a[href*="/office/reviews/"]');
  assert.match(await bodyOf(clerk), sentence('kk', 'office-documents'));
  await page.locator('main img').scrollIntoViewIfNeeded();
  await page.waitForFunction(() => document.querySelector('main img')?.naturalWidth > 0);
  await tap('#document_on');
  await page.fill('#document_on', '2026-03-20');
  await Promise.all([page.waitForURL(/done=ground-confirmed/), tap('button[value=confirm]')]);
  assert.equal(await tapsOf(clerk), 3);
});

test('a ground is decided by keyboard alone', async () => {
  const clerk = await official();
  const { page } = clerk;
  await press(page, 'a[href*="/office/reviews/"]');
  await type(page, '#document_on', '03202026');
  assert.equal(await page.inputValue('#document_on'), '2026-03-20');
  await press(page, 'button[value=confirm]');
  assert.match(await bodyOf(clerk), sentence('kk', 'done-ground-confirmed'));
});

test('a complaint is answered, and its family reads the answer', async () => {
  await complain('Неге орным артқа жылжыды?');
  const clerk = await official();
  await clerk.page.goto('/kk/office?kind=complaint');
  await clerk.page.locator('a[href*="/office/complaints/"]').first().click();
  assert.match(await bodyOf(clerk), /Неге орным артқа жылжыды\?/);
  await clerk.page.fill('#answer', 'Сізден бұрын өтініш берген бала бар.');
  await send(clerk, 'button[value=answer]');
  assert.match(await bodyOf(clerk), sentence('kk', 'done-complaint-answered'));
  await mother.page.goto('/kk/my/complaints');
  assert.match(await bodyOf(mother), /Сізден бұрын өтініш берген бала бар\./);
});

test('a complaint is found and answered by keyboard alone, in English', async () => {
  await complain('Қашан жауап бересіз?');
  const clerk = await official({ language: 'en' });
  const { page } = clerk;
  await page.goto('/en/office?kind=complaint');
  await press(page, 'a[href*="/office/complaints/"]');
  await type(page, '#answer', 'Within five working days.');
  await press(page, 'button[value=answer]');
  assert.match(await bodyOf(clerk), sentence('en', 'done-complaint-answered'));
});

test('an application is found by a name in Russian letters, says why it moved, and is printed', async () => {
  const clerk = await official();
  const { page } = clerk;
  await page.fill('#find', 'абдирахманова');
  await send(clerk, 'form[role=search] button');
  assert.equal(new URL(page.url()).pathname, `/kk/office/applications/${mother.sign}`);
  const file = await page.request.get(await page.locator('a[href$="/file.pdf"]').getAttribute('href'));
  assert.equal(file.headers()['content-type'], 'application/pdf');
  assert.equal((await file.body()).subarray(0, 5).toString(), '%PDF-');
  await page.locator('a[href$="/moves"]').click();
  assert.match(await bodyOf(clerk), sentence('kk', 'desk-moves-lead'));
});

for (const language of LANGUAGES) {
  test(`/${language} the lists, a task, a complaint and the family's page are accessible`, async () => {
    await complain(`Тағы бір сұрақ: ${language}`);
    const clerk = await official({ language, javaScriptEnabled: true });
    for (const kind of ['complaint', 'refused', 'undelivered', 'restored', 'silent']) {
      assert.deepEqual(await examine(clerk, `/office?kind=${kind}`, { shot: `/office/tasks-${kind}` }), []);
    }
    const hrefOf = async (list, part) => {
      await clerk.page.goto(`/${language}${list}`);
      const href = await clerk.page.locator(`a[href*="${part}"]`).first().getAttribute('href');
      return href.replace(`/${language}`, '');
    };
    const task = await hrefOf('/office?kind=silent', '/office/tasks/silent/');
    assert.deepEqual(await examine(clerk, task, { shot: '/office/task' }), []);
    const complaint = await hrefOf('/office?kind=complaint', '/office/complaints/');
    assert.deepEqual(await examine(clerk, complaint, { shot: '/office/complaint' }), []);
    const moves = `/office/applications/${mother.sign}/moves`;
    assert.deepEqual(await examine(clerk, moves, { shot: '/office/moves' }), []);
    const reader = Object.assign(mother, { language });
    assert.deepEqual(await examine(reader, '/my/complaints'), []);
    const visitor = await openPerson(browser, demo.base, { language, javaScriptEnabled: true });
    assert.deepEqual(await examine(visitor, '/complaint'), []);
  });
}
