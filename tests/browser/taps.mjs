// Counts what a finger does on a page, wherever it leads: the page itself counts, not the test.

const KEPT = 'taps-of-a-test';

// A person whose taps are counted from now on; scripts must run for that.
export async function countTaps({ page }) {
  await page.addInitScript((kept) => {
    addEventListener('pointerdown', () => sessionStorage.setItem(kept, 1 + Number(sessionStorage.getItem(kept))), true);
  }, KEPT);
  await page.reload();
}

export function tapsOf({ page }) {
  return page.evaluate((kept) => Number(sessionStorage.getItem(kept)), KEPT);
}
