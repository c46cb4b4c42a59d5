// Debian's Chromium, and pages that remember everything that went wrong on them.

import { chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const PHONE = { width: 390, height: 844 };

export function startBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: FLAGS });
}

// A person with a browser of their own: own cookies, own complaints. JavaScript is off unless asked for, since nothing
// that a family needs may depend on it.
export async function openPerson(browser, base, { language = 'kk', viewport = PHONE, ...rest } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport,
    locale: { kk: 'kk-KZ', ru: 'ru-KZ', en: 'en-GB' }[language],
    javaScriptEnabled: false,
    ...rest,
  });
  context.setDefaultTimeout(15_000);
  const complaints = [];
  context.on('page', (page) => watch(page, base, complaints));
  const page = await context.newPage();
  return { context, page, complaints, language, runsScripts: rest.javaScriptEnabled === true };
}

function watch(page, base, complaints) {
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`console: ${message.text()} (${page.url()})`);
  });
  page.on('pageerror', (fault) => complaints.push(`script: ${fault.message} (${page.url()})`));
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // Whoever goes on before a picture has come breaks it off; everything else is a fault of the page.
    if (why !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${why}`);
  });
  page.on('request', (request) => {
    if (!request.url().startsWith(`${base}/`) && !request.url().startsWith('data:')) {
      complaints.push(`asks a third party: ${request.url()}`);
    }
  });
  page.on('response', (response) => {
    if (response.status() >= 500) complaints.push(`${response.status()}: ${response.url()}`);
  });
}
