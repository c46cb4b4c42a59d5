// What every page must be, in every language, width and colour scheme: accessible, valid, its own, and as wide as the screen.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';

const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve('axe-core/axe.min.js'), 'utf8');
const validator = new HtmlValidate({ extends: ['html-validate:standard'], elements: ['html5'] });

export const LANGUAGES = ['kk', 'ru', 'en'];
export const WIDTHS = [320, 390, 1280];
export const SCHEMES = ['light', 'dark'];
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

// Rules about colours: all that can differ between the light and the dark page, which are one document.
const COLOUR_RULES = ['color-contrast', 'link-in-text-block'];

// The violations of WCAG 2.2 AA on the page as it is now shown, one line each.
export async function violations(page, { coloursOnly = false } = {}) {
  // Evaluated, not added as a script element: the pages forbid scripts, and their word must stand.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const { violations: found } = await page.evaluate(
    (runOnly) => {
      // Colours on their way from one scheme to the other are nobody's colours.
      for (const animation of document.getAnimations()) animation.finish();
      return window.axe.run(document, { runOnly, resultTypes: ['violations'] });
    },
    coloursOnly ? { type: 'rule', values: COLOUR_RULES } : { type: 'tag', values: TAGS },
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1).join(';').trim()}`),
  );
}

// How many pixels the page is wider than the screen, and what sticks out.
export async function sidewaysScroll(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return [];
    const out = [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > width + 0.5);
    const name = (e) => `${e.tagName.toLowerCase()}${e.className ? `.${e.className}` : ''}`;
    return [`${document.documentElement.scrollWidth - width} px too wide: ${out.slice(0, 5).map(name).join(', ')}`];
  });
}

// Faults of the markup as it came from the server.
export async function invalidMarkup(html) {
  const report = await validator.validateString(html);
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `markup ${line}:${column}: ${message} (${ruleId})`),
  );
}

// Texts whose key is shown instead of words, and holes of a template.
export function missingWords(text) {
  return text.match(/\{\s*\$?[a-z][\w-]*\s*\}|\bundefined\b|\bNone\b|Some\(|\bNaN\b/g) ?? [];
}
