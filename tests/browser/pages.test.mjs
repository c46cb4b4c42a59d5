// Every page of the site, as everybody who may see it, in three languages, three widths and two colour schemes.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { examine } from './examination.mjs';
import { STEPS, apply, comeBack, family, fillStep, logIn, nameHelper, send, stepOf } from './people.mjs';
import { startDemo } from './program.mjs';
import { LANGUAGES, invalidMarkup, missingWords, sidewaysScroll, violations } from './standards.mjs';

// A Wednesday afternoon with places in every stage; the same city on every day that the tests are run.
const NOW = '2026-04-08T19:30';
const YEAR = 2022;

let demo;
let browser;
const people = {};
// Where the terms of open data stand.
const LICENCE = 'creativecommons.org';
// Where laws and decrees are published.
const LAWS = 'adilet.zan.kz';
const links = new Set();

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--at', NOW), startBrowser()]);
  for (const name of Object.keys(PAGES)) {
    // Scripts are allowed here for the sake of the examination; the other tests do without.
    people[name] = { ...(await openPerson(browser, demo.base, { javaScriptEnabled: true })), name };
  }
  for (const [at, name] of ['waiting', 'access', 'referral'].entries()) await comeBack(people[name], demoFamily(at));
  await apply(people.paused, family(501, { bornOn: `${YEAR}-02-03`, grounds: ['orphan', 'military'] }));
  await goThrough(people.paused, '/my/pause');
  people.withdrawn.receipt = await apply(people.withdrawn, family(502, { bornOn: `${YEAR}-02-03` }));
  await goThrough(people.withdrawn, '/my/withdraw');
  await apply(people.correctional, family(503, { bornOn: `${YEAR}-02-03`, kind: 'correctional' }));
  await apply(people.ranking, family(504, { bornOn: `${YEAR}-02-03` }));
  for (let rank = 0; rank < 3; rank += 1) {
    await people.ranking.page.goto(`/kk/my/choice`);
    await send(people.ranking, 'button[value^=add-]');
  }
  await comeBack(people.helper, await nameHelper(people.ranking));
  await logIn(people.kindergarten, 'balapan');
  await logIn(people.clerk, 'office');
  await logIn(people.administrator, 'admin');
  await logIn(people.verifier, 'verifier');
  await logIn(people.auditor, 'auditor');
  await logIn(people.deputy, 'deputy');
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

// The log-ins of families stand last on the demo's welcome, in the order in which they are on their way.
function demoFamily(at) {
  const logIns = demo.printed.map((line) => line.match(/^\s+(\d{3} \d{3} \d{4})\s+(\S+(?: \S+)*?)\s{2,}/)).filter(Boolean);
  assert.equal(logIns.length, 3, demo.printed.join('\n'));
  return { number: logIns[at][1], code: logIns[at][2] };
}

async function goThrough(person, path) {
  await person.page.goto(`/${person.language}${path}`);
  await send(person);
}

// The first address on a page that matches, without its language.
function linkOn(path, pattern) {
  return async ({ page, language }) => {
    await page.goto(`/${language}${path}`);
    const all = await page.locator('main a[href]').evaluateAll((found) => found.map((link) => link.getAttribute('href')));
    const link = all.find((address) => pattern.test(address));
    assert.ok(link, `${path} has no link that matches ${pattern}: ${all.join(' ')}`);
    return link.replace(`/${language}`, '');
  };
}

// The referral that the camera of a telephone opens.
async function referral(kindergarten) {
  const enrol = await linkOn('/kindergarten/referrals', /referrals\/[^/]+\/enrol$/)(kindergarten);
  return enrol.replace(/\/enrol$/, '');
}

// The page on which the office extends that referral.
async function extending({ language }) {
  return `/office/applications/${(await referral(Object.assign(people.kindergarten, { language }))).split('/').pop()}/acts/extend`;
}

// The application whose ground waits for a decision.
async function applicationOfReview(clerk) {
  const review = await linkOn('/office', /office\/reviews/)(clerk);
  return `/office/applications/${review.split('/')[3]}`;
}

// Two of the groups on the page of places, side by side.
async function twoGroups({ page, language }) {
  await page.goto(`/${language}/my/places`);
  const links = await page.locator('a[href*="/my/compare?a="]').evaluateAll((all) => all.map((a) => a.href.split('=')[1]));
  const [a, b] = new Set(links);
  return `/my/compare?a=${a}&b=${b}`;
}

// Map applications are at home elsewhere; whoever taps them leaves, and takes nothing along.
const MAPS = ['2gis.kz', 'yandex.kz', 'www.google.com'];

const DEEDS = ['/my/pass', '/my/pause', '/my/resume', '/my/decline', '/my/withdraw'];

// Who sees which pages. A page is an address, or a name and the way to its address.
const PAGES = {
  visitor: [
    '',
    '/bulletin',
    '/queue',
    `/queue/${YEAR}`,
    `/queue/${YEAR}?page=2`,
    `/queue/${YEAR}?sign=00000000`,
    `/queue/${YEAR}?sign=17`,
    '/queue?asked=number',
    `/queue/${YEAR}?kind=correctional`,
    '/kindergartens',
    ['/kindergartens/one', linkOn('/kindergartens', /kindergartens\/\d+$/)],
    '/rules',
    '/calendar',
    '/calendar?year=2025',
    '/announcements',
    '/towns',
    '/statistics',
    '/statistics/months',
    '/bulletins',
    ['/bulletins/one', linkOn('/bulletins', /bulletins\/\d{4}-\d\d-\d\d$/)],
    '/data',
    '/apply',
    '/find',
    '/find?no=session',
    '/find/code',
    '/find/code/enter',
    '/demo/mailbox',
    ['/proof of none', async () => '/proof/00000001/1/2026-04-01/0123456789abcdef'],
    '/staff',
    '/staff/setup',
    '/staff/recovery',
    ['/no-such-page', async () => '/no-such-page', 404],
  ],
  waiting: [
    '/my',
    '/my/moves',
    '/my/messages',
    '/my/messages?done=hours_by_day',
    '/my/contacts',
    '/my/contacts/enter',
    '/my/helpers',
    '/my/twins',
    '/my/exchange',
    '/my/receipt',
    '/my/places',
    '/my/choice',
    ...DEEDS,
  ],
  access: [
    '/my',
    '/my/places',
    '/my/places?language=kk&hours=half_day',
    '/my/places?no=no_place',
    ['/my/places/one', linkOn('/my/places', /my\/places\/\d+$/)],
    ['/my/compare', async () => '/my/compare'],
    ['/my/compare/two', twoGroups],
    '/my/choice',
  ],
  helper: ['/my', '/my/moves', '/my/places', '/my/choice', '/my/pause', ['/my/withdraw as a helper', async () => '/my/withdraw', 403]],
  ranking: ['/my', '/my/helpers', '/my/choice', '/my/choice?done=choice', '/my/choice?no=wrong_choice'],
  referral: ['/my', '/my/moves', '/my/messages', '/my?done=claimed', '/my/places'],
  paused: ['/my', '/my/places', '/my/receipt', '/my/documents', '/my/documents?done=document-removed'],
  withdrawn: ['/my', '/my/documents'],
  correctional: ['/my', '/my/moves', '/my/receipt', '/my/another', '/my/documents'],
  kindergarten: [
    '/kindergarten',
    '/kindergarten/referrals',
    ['/kindergarten/referrals/one', referral],
    ['/kindergarten/groups/one', linkOn('/kindergarten', /kindergarten\/groups\/\d+$/)],
    '/kindergarten/history',
    '/kindergarten/key',
    '/kindergarten/upload',
    '/kindergarten/year',
    ['/kindergarten/recall', linkOn('/kindergarten', /kindergarten\/recall/)],
    ...['enrol', 'refuse', 'extend'].map((deed) => [
      `/kindergarten/referrals/one/${deed}`,
      linkOn('/kindergarten/referrals', new RegExp(`referrals/[^/]+/${deed}$`)),
    ]),
  ],
  clerk: [
    '/office',
    ['/office/reviews/one', linkOn('/office', /office\/reviews/)],
    '/office/kindergartens',
    '/office/kindergartens/new',
    ['/office/kindergartens/one', linkOn('/office/kindergartens', /office\/kindergartens\/\d+$/)],
    ['/office/kindergartens/one/groups', async (clerk) => `${await linkOn('/office/kindergartens', /office\/kindergartens\/\d+$/)(clerk)}/groups`],
    '/office/exchanges',
    '/office/places',
    ['/office/applications/one/twins', async (clerk) => `${await applicationOfReview(clerk)}/twins`],
    '/office/intake',
    '/staff/account',
    '/office/roles',
    ['/office/applications/one', applicationOfReview],
    ...['correct', 'move', 'admit'].map((act) => [
      `/office/applications/one/acts/${act}`,
      async (clerk) => `${await applicationOfReview(clerk)}/acts/${act}`,
    ]),
    ['/office/applications/one/acts/restore', async () => `/office/applications/${people.withdrawn.receipt.sign.replace('-', '')}/acts/restore`],
    ['/office/applications/one/acts/extend', extending],
    '/office/policy',
    '/office/reports',
    ...['occupancy', 'protocols', 'referrals', 'silent', 'waits', 'grounds', 'acts'].map((name) => `/office/reports/${name}`),
    '/office?kind=exchange',
    '/office/reports/order',
    [`/office/reports/order of ${YEAR}`, async () => `/office/reports/order?queue=${YEAR}-general&day=2026-04-08&time=07:00`],
    '/office/reports/acts?from=2026-04-02&to=2026-04-01',
    ['/office/calendar as a clerk', async () => '/office/calendar', 403],
  ],
  administrator: [
    '/office',
    '/office/calendar',
    '/office/calendar?day=2026-05-11',
    '/office/publication',
    '/office/announcements',
    '/office/messages',
    '/office/messages/told-access_given',
    '/office/policy/propose',
    '/office/accounts',
    '/office/accounts/new',
    ['/office/accounts/one', linkOn('/office/accounts', /office\/accounts\/\d+$/)],
  ],
  verifier: [['/office/reviews/one as a verifier', linkOn('/office', /office\/reviews/)]],
  auditor: [
    ['/office/applications/one as an auditor', applicationOfReview],
    '/office/views',
    '/office/views?application=UUUUUUUU',
    ['/office/calendar as an auditor', async () => '/office/calendar'],
    ['/office/publication as an auditor', async () => '/office/publication'],
    ['/office/announcements as an auditor', async () => '/office/announcements'],
    ['/office/messages as an auditor', async () => '/office/messages'],
    ['/office/exchanges as an auditor', async () => '/office/exchanges'],
    ['/office/kindergartens/one as an auditor', linkOn('/office/kindergartens', /office\/kindergartens\/\d+$/)],
  ],
  deputy: [
    ['/kindergarten as a deputy', async () => '/kindergarten'],
    ['/kindergarten/referrals as a deputy', async () => '/kindergarten/referrals'],
  ],
};

for (const [name, pages] of Object.entries(PAGES)) {
  describe(`seen by the ${name}`, () => {
    for (const language of LANGUAGES) {
      for (const page of pages) {
        const [title, way, status] = Array.isArray(page) ? page : [page, async () => page, 200];
        test(`/${language}${title} is accessible, valid and fits every screen`, async () => {
          const person = Object.assign(people[name], { language });
          const path = await way(person);
          const faults = await examine(person, path, { status, shot: title });
          assert.deepEqual(faults, []);
          // A link within the page leads where the reader already is.
          const onPage = 'a[href]:not([href^="#"])';
          // A link within a drawing keeps its address in another way.
          const addresses = (all) => all.map((a) => new URL(a.getAttribute('href'), document.baseURI).href);
          for (const link of await person.page.locator(onPage).evaluateAll(addresses)) links.add(link);
        });
      }
    }
  });
}

describe('mistakes and ways', () => {
  for (const language of LANGUAGES) {
    for (const step of STEPS) {
      test(`/${language}/apply at the step "${step}" is as accessible, right or wrong`, async () => {
        const person = Object.assign(people.visitor, { language });
        const child = family(610 + LANGUAGES.indexOf(language), { bornOn: `${YEAR}-06-06`, grounds: ['large_family'] });
        if (step === STEPS[0]) await person.page.goto(`/${language}/apply`);
        assert.equal(await stepOf(person), step);
        const wrong = (way) => examine(person, '/apply', { status: 422, shot: `/apply-${step}-mistakes`, way });
        if (step === 'check') {
          await apply(await openPerson(browser, demo.base, { language }), child);
          assert.deepEqual(await wrong(() => send(person)), [], 'the child has an application already');
          return;
        }
        // What a step lacks is told there; the others lack nothing.
        if (['child', 'birth', 'guardian', 'consent'].includes(step)) assert.deepEqual(await wrong(() => send(person)), []);
        await fillStep(person, child);
        const next = STEPS[STEPS.indexOf(step) + 1];
        assert.deepEqual(await examine(person, '/apply', { shot: `/apply-${next}`, way: () => send(person) }), []);
      });
    }

    test(`/${language}/apply can be filled in with the keyboard alone, and shows where it is`, async () => {
      const person = await openPerson(browser, demo.base, { language });
      await walkWithKeyboard(person, family(600 + LANGUAGES.indexOf(language), { bornOn: `${YEAR}-06-06` }));
      assert.equal(new URL(person.page.url()).pathname, `/${language}/my/receipt`);
    });
  }

  test('the first page is in the language that the browser asks for, Kazakh where it asks for none of ours', async () => {
    for (const [wish, language] of [['ru-RU,ru;q=0.9', 'ru'], ['en', 'en'], ['kk', 'kk'], ['de-DE', 'kk']]) {
      const answer = await fetch(demo.base, { headers: { 'accept-language': wish }, redirect: 'manual' });
      assert.equal(answer.headers.get('location'), `/${language}`, wish);
    }
  });

  test('every link on every page leads somewhere', async () => {
    assert.ok(links.size > 100, `only ${links.size} links were seen`);
    const staff = { clerk: '/office', verifier: '/office', auditor: '/office', administrator: '/office', kindergarten: '/kindergarten', deputy: '/kindergarten' };
    const dead = [];
    for (const link of links) {
      if (/^(tel|mailto|geo):/.test(link)) continue;
      const { pathname, host, origin } = new URL(link);
      if (origin !== demo.base) {
        if (!MAPS.includes(host) && host !== LICENCE && host !== LAWS) dead.push(`${link}: leads elsewhere`);
        continue;
      }
      const whose = Object.keys(staff).filter((name) => pathname.slice(3).startsWith(staff[name]));
      const families = Object.keys(people).filter((name) => name !== 'visitor' && !(name in staff));
      const askers = whose.length > 0 ? whose : pathname.slice(3).startsWith('/my') ? families : ['visitor'];
      const statuses = [];
      for (const name of askers) statuses.push((await people[name].context.request.get(link)).status());
      if (!statuses.includes(200)) dead.push(`${link}: ${statuses}`);
    }
    assert.deepEqual(dead, []);
  });

  test('the examination finds what is wrong with a bad page', async () => {
    const bad = `<!doctype html><html lang="kk"><head><title>x</title></head><body><h1>x</h1><p id="a"><div id="a"></div></p>
      <p style="color:#999;background:#fff;width:2000px">{ $count } орын</p><input></body></html>`;
    const { page, context } = await openPerson(browser, demo.base, { javaScriptEnabled: true });
    await page.setContent(bad);
    const rules = (await violations(page)).map((fault) => fault.split(':')[0]);
    assert.ok(rules.includes('color-contrast') && rules.includes('label'), rules.join());
    assert.equal((await sidewaysScroll(page)).length, 1);
    assert.ok((await invalidMarkup(bad)).length >= 2);
    assert.deepEqual(missingWords(await page.innerText('body')), ['{ $count }']);
    await context.close();
  });
});

// Fills in the whole form by Tab, typing and Space, without touching it, and sends each step by Enter.
async function walkWithKeyboard(person, child) {
  const { page, language } = person;
  const [year, month, day] = child.bornOn.split('-');
  const typed = {
    surname: child.surname,
    name: child.name,
    born_day: day,
    born_month: month,
    born_year: year,
    iin: child.iin,
    guardian: child.guardian,
    phone: child.phone,
  };
  await page.goto(`/${language}/apply`);
  for (const step of STEPS) {
    assert.equal(await stepOf(person), step);
    await walkStep(person, typed);
  }
}

async function walkStep({ page }, typed) {
  const seen = [];
  for (let stop = 0; stop < 60; stop += 1) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(focused);
    assert.ok(focus.tag !== 'BODY', 'the button that goes on was not found');
    assert.ok(focus.shown, `the focus cannot be seen on ${focus.tag} ${focus.id || focus.name}`);
    seen.push(focus);
    if (focus.inMain && typed[focus.id]) await page.keyboard.type(typed[focus.id]);
    if (focus.id === 'consent') await page.keyboard.press('Space');
    if (focus.id === 'send') {
      // Playwright waits for the answer to a click by itself; here a key is pressed.
      await Promise.all([page.waitForEvent('load'), page.keyboard.press('Enter')]);
      break;
    }
  }
  const order = seen.filter(({ inMain, id }) => inMain && id && id !== 'send').map(({ top }) => top);
  assert.deepEqual(order, [...order].sort((a, b) => a - b), 'the focus jumps back and forth');
}

// Runs in the page: where the focus is, and whether a person can see it.
function focused() {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2;
  const box = element.getBoundingClientRect();
  return {
    tag: element.tagName,
    id: element.id,
    name: element.getAttribute('name'),
    inMain: element.closest('main') !== null,
    shown: outlined && box.bottom > 0 && box.top < innerHeight,
    top: Math.round(box.top + scrollY),
  };
}
