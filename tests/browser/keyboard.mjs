// A person without a mouse: Tab, typing and Enter.

import assert from 'node:assert/strict';

// Tabs to the first thing on the page that matches.
export async function reach(page, selector) {
  for (let step = 0; step < 200; step += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate((wanted) => document.activeElement.matches(wanted), selector)) return;
  }
  assert.fail(`the focus never comes to ${selector}: ${page.url()} ${await page.locator('main').innerText()}`);
}

// Tabs to a field and types into it.
export async function type(page, selector, text) {
  await reach(page, selector);
  await page.keyboard.type(text);
}

// Presses what leads to another page.
export async function press(page, selector) {
  await reach(page, selector);
  await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')]);
}
