// Looks at one page in all widths and colour schemes, keeps pictures of it, and lists everything that is wrong.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LANGUAGES, SCHEMES, WIDTHS, invalidMarkup, missingWords, sidewaysScroll, violations } from './standards.mjs';
import { bareKeys } from './words.mjs';

const here = import.meta.dirname ?? new URL('.', import.meta.url).pathname;
export const SHOTS = join(here, 'shots');
// For people to look at: the telephone by day and by night, and the desk. Where nobody looks, none are taken.
const PICTURES = process.env.CI ? [] : ['390-light', '390-dark', '1280-light'];
const HEIGHTS = { 320: 640, 390: 844, 1280: 800 };

// On a slow line and an old telephone: everything that a first visit loads, packed as it travels.
const FIRST_VISIT_BYTES_MAX = 60 * 1024;

// Opens `path` (without its language) as that person and answers with complaints, one a line. Another way to the page may
// be given, and the name under which its pictures are kept.
export async function examine(person, path, { status = 200, shot = path, way } = {}) {
  const { page, language, complaints } = person;
  // Without them the examination would wait for ever.
  if (!person.runsScripts) throw new Error('a page is examined by somebody whose browser runs scripts');
  complaints.length = 0;
  const loaded = await countLoaded(page);
  const response = await (way ? way(person) : page.goto(`/${language}${path}`, { waitUntil: 'networkidle' }));
  const faults = [];
  const bytes = await loaded();
  if (bytes > FIRST_VISIT_BYTES_MAX) faults.push(`a first visit loads ${bytes} bytes`);
  if (bytes < 1000) faults.push(`only ${bytes} bytes were seen: the count is wrong`);
  if (response.status() !== status) faults.push(`answered ${response.status()}, not ${status}`);
  faults.push(...(await invalidMarkup(await response.text())));
  faults.push(...(await faultsOfText(page, language)));
  for (const colorScheme of SCHEMES) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const width of WIDTHS) {
      await page.setViewportSize({ width, height: HEIGHTS[width] });
      const coloursOnly = colorScheme !== 'light';
      const found = [...(await sidewaysScroll(page)), ...(await violations(page, { coloursOnly }))];
      faults.push(...found.map((fault) => `${width} px, ${colorScheme}: ${fault}`));
      if (PICTURES.includes(`${width}-${colorScheme}`)) await picture(person, shot, `${width}-${colorScheme}`);
    }
  }
  faults.push(...(await faultsOfLargeText(page)));
  // The browser itself reports an error page as an error; here it is what was asked for.
  return [...faults, ...complaints.filter((complaint) => status < 400 || !complaint.includes(`status of ${status}`))];
}

// Counts the bytes that come from now on, as if nothing had come before; the answer stops it and says how many. What a family
// has sent in is no part of a page of ours, as little as a paper that is opened.
async function countLoaded(page) {
  const protocol = await page.context().newCDPSession(page);
  await protocol.send('Network.enable');
  await protocol.send('Network.setCacheDisabled', { cacheDisabled: true });
  let bytes = 0;
  const sentIn = new Set();
  protocol.on('Network.requestWillBeSent', ({ requestId, request }) => {
    if (new URL(request.url).pathname.includes('/office/documents/')) sentIn.add(requestId);
  });
  protocol.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (!sentIn.has(requestId)) bytes += encodedDataLength;
  });
  return async () => {
    await protocol.send('Network.setCacheDisabled', { cacheDisabled: false });
    await protocol.detach();
    return bytes;
  };
}

// Letters twice as large: nothing may stick out, on the narrowest and on the widest screen.
async function faultsOfLargeText(page) {
  const faults = [];
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.locator('html').evaluate((html) => html.style.setProperty('font-size', '200%'));
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: HEIGHTS[width] });
    // What large letters can do to what is read aloud or touched, they do on the narrowest screen.
    const found = [...(await sidewaysScroll(page)), ...(width === WIDTHS[0] ? await violations(page) : [])];
    faults.push(...found.map((fault) => `${width} px, text at 200 %: ${fault}`));
  }
  await page.locator('html').evaluate((html) => html.style.removeProperty('font-size'));
  return faults;
}

async function faultsOfText(page, language) {
  const seen = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: document.querySelectorAll('h1').length,
    scripts: document.querySelectorAll('script:not([src^="/assets/"][defer]), [onclick], [onsubmit], [onchange]').length,
    languages: [...document.querySelectorAll('.languages [lang]')].map((way) => way.lang),
    // Where a page quotes a text with its gaps, as the office words it, the gaps are meant.
    text: [...document.querySelectorAll('code, samp')].reduce((text, quoted) => text.replace(quoted.innerText, ''), document.body.innerText),
    stray: [...document.querySelectorAll('label[for]')].filter((l) => !document.getElementById(l.htmlFor)).length,
  }));
  const faults = [];
  if (seen.lang !== language) faults.push(`says it is in ${seen.lang}`);
  if (seen.title.split('·')[0].trim() === '') faults.push('has no title');
  if (seen.headings !== 1) faults.push(`has ${seen.headings} main headings`);
  if (seen.scripts !== 0) faults.push('runs scripts other than its own');
  if (seen.stray !== 0) faults.push('has a label of nothing');
  if (LANGUAGES.some((other) => !seen.languages.includes(other))) faults.push('is not offered in all languages');
  faults.push(...missingWords(seen.text).map((hole) => `shows a hole instead of words: ${hole}`));
  return [...faults, ...bareKeys(seen.text).map((key) => `shows the name of a text instead of the text: ${key}`)];
}

async function picture({ page, language, name }, shot, how) {
  await mkdir(SHOTS, { recursive: true });
  const file = `${name}${shot.replace(/[^a-z0-9]+/gi, '-')}.${language}.${how}.png`;
  await page.screenshot({ path: join(SHOTS, file), fullPage: true });
}
