// A hundred thousand failed messages: no list is longer for them, and what is done with all is counted and done.
import assert from 'node:assert/strict';
import { scene, sees, until } from './harness.js';

const sku = (number) => `SKU-${String(number).padStart(6, '0')}`;

const all = scene({}, async ({ node }) => {
  for (let from = 1; from <= 100_000; from += 2000)
    await node.push(
      Array.from({ length: 2000 }, (_, i) => ({ InventoryID: sku(from + i), DefaultPrice: 'abc' })),
    );
  await node.settled();
});

const rows = (page) => page.getByRole('table', { name: 'Failed messages' }).locator('tbody tr');
const resolve = async (page, number) => {
  await page.getByRole('button', { name: /^Resolve all/ }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: `Resolve ${number} messages` })
    .click();
  await sees(page, `Resolve: done for ${number} messages.`);
};

all.look(
  'large: 100,000 messages are leafed through, found, and resolved',
  '#/failed',
  async (page) => {
    await sees(page, '100,000 messages match');
    assert.equal(await page.locator('[data-view=failed] .tally').textContent(), '100K');
    assert.equal(await rows(page).count(), 50);
    for (let i = 2; i <= 4; i += 1) {
      await page.getByRole('link', { name: 'Next page' }).click();
      await page.getByRole('link', { name: sku(i * 50), exact: true }).waitFor();
      assert.equal(await rows(page).count(), 50);
    }
    await page.getByLabel('Key').fill('sku-099*');
    await page.getByRole('button', { name: 'Search' }).click();
    await sees(page, '1,000 messages match');
    await page.getByRole('link', { name: sku(99_000), exact: true }).waitFor();
    await resolve(page, '1,000');
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await sees(page, '99,000 messages match');
    await page.goto(`${all.node.url}/#/now`);
    await page.getByText('99,000 failed messages, data:').waitFor();
    await page.goto(`${all.node.url}/#/failed`);
    await resolve(page, '99,000');
    await until(async () => (await page.locator('[data-view=failed] .tally').textContent()) === '');
  },
);
