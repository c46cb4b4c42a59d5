// The story that the town tells its parents, played on a telephone: every act by hand, without JavaScript.

import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { openPerson, startBrowser } from './browser.mjs';
import { apply, choosePlace, comeBack, family, logIn, moveClock, proveContact, report, send } from './people.mjs';
import { startDemo } from './program.mjs';
import { sentence } from './words.mjs';

// A Monday before two weeks without holidays. Children of 2022 are three or four years old.
const MONDAY_MORNING = '2026-04-06T09:00';
const YEAR = 2022;

let demo;
let browser;
const people = {};

async function arrives(name) {
  people[name] = await openPerson(browser, demo.base);
  return people[name];
}

// The place in the queue that the family's own page shows.
async function placeOf(person) {
  await person.page.goto('/kk/my');
  return Number(await person.page.locator('.stand .huge').innerText());
}

async function bodyOf({ page }) {
  return page.locator('main').innerText();
}

before(async () => {
  [demo, browser] = await Promise.all([startDemo('--empty', '--at', MONDAY_MORNING), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

// The chapters follow on each other, so they are parts of one test.
test('the brochure, played by a browser', async (story) => {
  await story.test('a parent applies in Kazakh and stands at 3, behind two families that came before', async () => {
    for (const [serial, name, surname] of [[1, 'first', 'Ахметова'], [2, 'second', 'Жұмабаев']]) {
      const person = await arrives(name);
      person.receipt = await apply(person, family(serial, { bornOn: `${YEAR}-03-0${serial}`, surname }));
    }
    const parent = await arrives('parent');
    const child = family(3, { bornOn: `${YEAR}-05-17`, surname: 'Нұрғалиқызы', name: 'Әсел' });
    parent.receipt = await apply(parent, child);
    assert.match(await bodyOf(parent), /Нұрғалиқызы Әсел/);
    assert.equal(await placeOf(parent), 3);
  });

  await story.test('a large family applies last and stands last, for a claimed ground is no right', async () => {
    const large = await arrives('large');
    const child = family(4, { bornOn: `${YEAR}-08-30`, surname: 'Төлеген', grounds: ['large_family'] });
    large.receipt = await apply(large, child);
    assert.equal(await placeOf(large), 4);
  });

  await story.test('its ground is confirmed, the parent moves back, and the page says so', async () => {
    const office = await arrives('office');
    await logIn(office, 'verifier');
    await office.page.locator('a[href*="/office/reviews/"]').first().click();
    await office.page.fill('#document_on', '2026-03-20');
    const answer = await send(office, 'button[name=verdict][value=confirm]');
    assert.equal(answer.status(), 200);

    assert.equal(await placeOf(people.large), 1);
    assert.equal(await placeOf(people.parent), 4);
    await people.parent.page.click('a[href="/kk/my/moves"]');
    const moves = await people.parent.page.locator('main').innerText();
    assert.match(moves, /→ 4/);
    assert.match(moves, sentence('kk', 'others-confirmed-first_priority'));
  });

  await story.test('a kindergarten reports two places', async () => {
    await report(await arrives('kindergarten'), 'balapan', YEAR, 2);
  });

  await story.test('at 18:00 they are listed for everybody to see', async () => {
    const { page } = people.parent;
    await page.goto('/kk/bulletin');
    assert.equal(await page.locator('section[aria-labelledby=published]').count(), 0);
    await moveClock(people.parent, 'publication');
    assert.match(await page.locator('.demo').innerText(), /18:00/);
    assert.equal(await page.locator('section[aria-labelledby=published] td.count').innerText(), '2');
  });

  await story.test('taking one at 22:00 is refused in words, with the hour at which it may be taken', async () => {
    const { large } = people;
    await moveClock(large, 'hour', 4);
    assert.match(await large.page.locator('.demo').innerText(), /22:00/);
    const place = await choosePlace(large);
    assert.match(await bodyOf(large), sentence('kk', 'family-refusal-not_open_yet'));
    assert.match(await bodyOf(large), /07:00/);
    assert.equal(await large.page.locator('form[action="/kk/my/claim"]').count(), 0);

    // Whoever sends the form all the same is told the same.
    const group = place.split('/').pop();
    const forced = await large.context.request.post('/kk/my/claim', { form: { act: randomUUID(), group } });
    assert.match(await forced.text(), sentence('kk', 'family-refusal-not_open_yet'));
    assert.equal(await placeOf(large), 1);
  });

  await story.test('at 07:00 the first family in the order takes one and gets a referral', async () => {
    const { large } = people;
    await moveClock(large, 'opening');
    await large.page.goto('/kk/my');
    assert.match(await bodyOf(large), sentence('kk', 'my-access'));
    await choosePlace(large);
    await send(large);
    assert.match(await bodyOf(large), sentence('kk', 'done-claimed'));
    const referral = await large.page.locator('section[aria-labelledby=referral]').innerText();
    assert.match(referral, /Балапан/);
    assert.match(referral, new RegExp(large.receipt.number));
  });

  await story.test('the second lets it pass and keeps its place', async () => {
    const { first } = people;
    await first.page.goto('/kk/my/pass');
    await send(first);
    assert.match(await bodyOf(first), sentence('kk', 'done-pass'));
    assert.equal(await placeOf(first), 1);
  });

  await story.test('three working days later another family takes the left-over', async () => {
    // In the meantime another kindergarten has reported its only place; it comes into the list of Wednesday.
    await report(await arrives('neighbour'), 'aigolek', YEAR, 1);
    const { parent } = people;
    await moveClock(parent, 'opening', 2);
    await parent.page.goto('/kk/my/places');
    assert.equal(await parent.page.locator('section[aria-labelledby=open] .card').count(), 0);
    await moveClock(parent, 'opening');
    assert.match(await parent.page.locator('.demo').innerText(), /10 сәуір.*07:00/);
    await parent.page.goto('/kk/my/places');
    assert.equal(await parent.page.locator('section[aria-labelledby=open] .card').count(), 1);
    await choosePlace(parent);
    await send(parent);
    assert.match(await bodyOf(parent), sentence('kk', 'done-claimed'));
    assert.match(await parent.page.locator('section[aria-labelledby=referral]').innerText(), /Балапан/);
  });

  await story.test('two families race for the last place in two tabs, and one gets a friendly no', async () => {
    const racers = [people.first, people.second];
    await moveClock(people.first, 'opening');
    for (const racer of racers) await choosePlace(racer);
    const answers = await Promise.all(racers.map((racer) => send(racer)));
    assert.deepEqual(answers.map((answer) => answer.status()), [200, 200]);
    const outcomes = racers.map(({ page }) => new URL(page.url()).search).sort();
    assert.deepEqual(outcomes, ['?done=claimed', '?no=no_place']);

    const [winner, loser] = racers[0].page.url().includes('claimed') ? racers : [racers[1], racers[0]];
    assert.match(await winner.page.locator('section[aria-labelledby=referral]').innerText(), /Айгөлек/);
    assert.match(await bodyOf(loser), sentence('kk', 'family-refusal-no_place'));
    assert.equal(await placeOf(loser), 1);
  });

  await story.test('whose child comes is shown once the phone is proved, or the parent stands there', async () => {
    const { kindergarten, large } = people;
    await kindergarten.page.goto('/kk/kindergarten/referrals');
    assert.equal(await kindergarten.page.locator('.people > li').count(), 2);
    assert.doesNotMatch(await bodyOf(kindergarten), /Төлеген/);
    assert.equal(await kindergarten.page.locator('a[href$="/enrol"]').count(), 0);
    await comeBack(large, large.receipt);
    assert.match(await bodyOf(large), sentence('kk', 'my-unproved'));
    await proveContact(large);
    assert.match(await bodyOf(large), sentence('kk', 'done-proved'));
    await kindergarten.page.goto('/kk/kindergarten/referrals');
    assert.match(await bodyOf(kindergarten), /Төлеген/);
    await send(kindergarten, 'form[action$="/met"] button');
    assert.equal(await kindergarten.page.locator('a[href$="/enrol"]').count(), 1, 'the paper of one is looked at');
  });

  await story.test('the kindergarten enrols the child, who leaves the queue', async () => {
    const { kindergarten, large, parent } = people;
    await kindergarten.page.goto('/kk/kindergarten/referrals');
    assert.equal(await kindergarten.page.locator('.people > li').count(), 2);
    const card = kindergarten.page.locator('.people > li', { hasText: 'Төлеген' });
    await card.locator('a[href$="/enrol"]').click();
    await send(kindergarten);
    assert.match(await bodyOf(kindergarten), sentence('kk', 'done-child-enrolled'));
    assert.equal(await kindergarten.page.locator('.people > li').count(), 1);

    await comeBack(large, large.receipt);
    assert.match(await bodyOf(large), sentence('kk', 'my-enrolled'));
    assert.equal(await large.page.locator('.stand .huge').count(), 0);
    await parent.page.goto(`/kk/queue/${YEAR}`);
    const signs = await parent.page.locator('table td.sign').allInnerTexts();
    assert.equal(signs.length, 1, 'only the family that was too late still stands in the queue');
    assert.ok(!signs.includes(large.receipt.sign));
  });

  await story.test('nothing went wrong on any page of the story', async () => {
    const complaints = Object.entries(people).flatMap(([name, person]) => person.complaints.map((c) => `${name}: ${c}`));
    assert.deepEqual(complaints, []);
  });
});
