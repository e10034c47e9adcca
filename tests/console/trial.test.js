// A night with the console: a thousand messages are stuck, and the console alone says why and sets it right. The clicks are counted;
// docs/console.md tells this path.
import assert from 'node:assert/strict';
import { scene, sees, until } from './harness.js';

const sku = (number) => `SKU-${String(number).padStart(6, '0')}`;
const rows = (from, to, price, name = sku) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    InventoryID: name(from + i),
    DefaultPrice: price,
  }));
const newcomer = (number) => `NEW-${number}`;

const all = scene(
  { 'delivery.park_interval': '1', 'delivery.park_limit': '2' },
  async ({ node, store }) => {
    await store.fault({ answer: 'maintenance' });
    await node.push(rows(1, 600, 'abc'));
    await node.push(rows(601, 900, 7.5), 'MC Sale Price');
    await node.push(rows(1, 100, 12, newcomer));
    await until(async () => (await node.ask('GET', '/stats')).lanes.pricing.circuit === 'open');
  },
  { products: 900 },
);

all.look('trial: a night with the console', '#/now', async (page) => {
  let clicks = 0;
  const click = async (which) => {
    clicks += 1;
    await which.click();
  };
  let pictures = 0;
  const picture = async (name) => {
    if (!process.env.TRIAL) return;
    pictures += 1;
    await page.screenshot({ path: `${process.env.TRIAL}/${pictures}-${name}.png` });
  };
  const link = (name) => page.getByRole('link', { name });
  const dialog = page.getByRole('dialog');
  const first_row = page.locator('tbody tr').first();

  // What is stuck, and why, without a click.
  const attention = page.getByRole('list', { name: 'What needs attention' });
  const headline = page.getByRole('region', { name: 'How the node is' });
  await headline.getByText('circuit open: Pricing').waitFor();
  await headline.getByText('accepts no requests: 503').waitFor();
  await attention.getByText('600 failed messages, data:').waitFor();
  await attention.getByText('300 failed messages, unrouted:').waitFor();
  await headline.getByText('No attempt is counted.').waitFor();
  await picture('store-down');

  // The store is back. What waited goes on by itself; what it does not know fails.
  await all.store.clear();
  await attention.getByText('100 failed messages, unknown record:').waitFor();
  await headline.getByText('circuit open').waitFor({ state: 'hidden' });
  await picture('store-up');

  // One record is mended.
  await click(attention.getByRole('link', { name: /^Look at them: 600 failed messages/ }));
  await sees(page, /Data: The row is invalid/i);
  await first_row.getByText('DefaultPrice: "abc" is not a number').waitFor();
  await picture('data');
  await click(link(sku(1)));
  await click(page.getByRole('button', { name: 'Edit the change' }));
  const fields = page.getByLabel('Fields', { exact: true });
  await fields.fill((await fields.inputValue()).replace('"abc"', '19.90'));
  await click(page.getByRole('button', { name: 'Save…' }));
  await picture('edit');
  await click(dialog.getByRole('button', { name: 'Save the change' }));
  await sees(page, 'The replay is done: 1 of 1 message moved.');
  await sees(page, 'None has failed since then.');
  await picture('edited');
  await click(link('See its outcome in the history'));
  await first_row.getByText(sku(1)).waitFor();
  await first_row.getByText('delivered', { exact: true }).waitFor();
  await picture('edited-history');

  // The others are mended where they come from: what Acumatica sends anew ends the older messages of the same keys.
  await all.node.push(rows(2, 600, 19.9));
  await until(
    async () => (await page.locator('[data-view=failed] .tally').textContent()) === '400',
  );

  // The query gets its line in config.ini; the rest of its messages is replayed.
  all.node.settings['queries.MC Price'] = 'pricing';
  all.node.settings['queries.MC Sale Price'] = 'pricing';
  await all.node.reload();
  await click(page.locator('[data-view=failed]'));
  await click(link('unrouted 300'));
  await sees(page, 'Add the query to [queries]');
  await picture('unrouted');
  await click(page.getByRole('button', { name: /^Replay all/ }));
  await picture('replay');
  await click(dialog.getByRole('button', { name: 'Replay 300 messages' }));
  await sees(page, 'The replay is done: 300 of 300 messages moved.');
  await sees(page, 'None has failed since then.');
  await picture('replayed');

  // The products are created in the store; theirs are replayed.
  await all.store.create(Array.from({ length: 100 }, (_, i) => newcomer(i + 1)));
  await click(page.getByRole('button', { name: 'Clear the filters' }));
  await sees(page, 'Create the record in the store'); // the only class that is left
  await click(page.getByRole('button', { name: /^Replay all/ }));
  await click(dialog.getByRole('button', { name: 'Replay 100 messages' }));
  await sees(page, 'The replay is done: 100 of 100 messages moved.');
  await sees(page, 'No failed messages:');
  await picture('none-left');
  await click(link('See their outcomes in the history'));
  await first_row.getByText(/NEW-/).waitFor();
  assert.equal(await page.locator('tbody .tag.bad').count(), 0);
  await picture('history');

  await click(page.locator('[data-view=now]'));
  await sees(page, 'Nothing is waiting, parked or failed.');
  await picture('morning');
  assert.equal(clicks, 15); // as docs/console.md says
  assert.equal((await all.node.ask('GET', '/dead-letters/count')).count, 0);
  const prices = await all.store.prices();
  assert.ok([sku(1), sku(600), sku(900), newcomer(100)].every((each) => prices.includes(each)));
});
