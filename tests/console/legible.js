// What every place of the console must be: readable in each look, by the rules of axe-core, and within the page.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe-core has against the page. */
async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() =>
    globalThis.axe.run(document, { resultTypes: ['violations'] }),
  );
  return found.violations.flatMap(({ id, nodes }) =>
    nodes.map((each) => `${id}: ${each.html.slice(0, 160)} ${each.failureSummary}`),
  );
}

/** Elements that reach beyond the right edge. What scrolls within itself does not. */
const too_wide = () =>
  [...document.querySelectorAll('body *')]
    .filter((each) => each.checkVisibility() && !each.closest('svg, .skip, thead, .views'))
    .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
    .filter((each) => !each.closest('.scroll') || innerWidth < 640)
    .map((each) => each.outerHTML.slice(0, 120));

const phone = { isMobile: true, hasTouch: true };
export const looks = {
  'light, 1280 pixels': { colorScheme: 'light' },
  'dark, 1280 pixels': { colorScheme: 'dark' },
  'light, a phone of 390 pixels': { viewport: { width: 390, height: 844 }, ...phone },
  'dark, a phone of 360 pixels': {
    colorScheme: 'dark',
    viewport: { width: 360, height: 740 },
    ...phone,
  },
  'light, 200 % zoom': { viewport: { width: 640, height: 450 }, deviceScaleFactor: 2 },
};

/** Fails with what is wrong with the page at `place`. */
export async function can_be_read(page, place) {
  assert.deepEqual(await violations(page), [], place);
  assert.deepEqual(await page.evaluate(too_wide), [], place);
  const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(width <= 0, `${place}: ${width} pixels too wide`);
}
