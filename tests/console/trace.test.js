// What happened to a key: the search box, the view of a key with ERP, node and store, and a record of the history.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { open_page, scene, sees, until } from './harness.js';
import { can_be_read, looks } from './legible.js';

const settings = {
  'entities.order': 'true',
  'order_sync.order_types': 'SO',
  'inventory_sync.warehouses': 'EAST',
  'warehouse_sources.EAST': 'wh_east',
};
const sku = 'SKU-000007';

const all = scene(settings, async ({ node }) => {
  const price = (value, key = sku) => node.push([{ InventoryID: key, DefaultPrice: value }]);
  await price(41.9);
  await node.settled();
  await price(42.5);
  await node.push(
    [{ InventoryID: sku, WarehouseID: 'EAST', QtyOnHand: 6, QtyAvailable: 5 }],
    'MC Quantity',
  );
  await node.settled();
  await price(5, 'NEVER-SOLD');
  await price('x', 'SKU-000009');
  await until(async () => (await node.ask('GET', '/stats')).lanes.pricing.parked === 1);
  await until(async () => (await node.ask('GET', '/stats')).dead_letters.total === 1);
});

const card = (page, name) => page.getByRole('region', { name });

/** ERP and store have been asked. */
const asked = (page) =>
  until(async () => (await page.locator('.sides[aria-busy=true]').count()) === 0);

all.look('trace: the box is reached by its key from every view', '#/now', async (page) => {
  const box = page.getByRole('searchbox', { name: /^What happened to/ });
  await page.getByRole('heading', { name: 'Now' }).waitFor();
  await page.keyboard.press('/');
  assert.ok(await box.evaluate((each) => each === document.activeElement));
  assert.equal(await box.inputValue(), '');
  await page.keyboard.type(sku);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: `What happened to ${sku}?` }).waitFor();
  await page.goto(`${all.node.url}/#/history`);
  const key = page.getByLabel('Key', { exact: true });
  await key.click();
  await page.keyboard.type('A/B'); // in a field it is a character
  assert.equal(await key.inputValue(), 'A/B');
});

all.look(
  'trace: price and quantity with what node and store hold, and how it came',
  `#/trace?key=${sku}`,
  async (page) => {
    const price = card(page, `Pricing ${sku}`);
    await asked(page);
    const text = await price.textContent();
    assert.match(text, /in sync/);
    assert.match(text, /ERPnot available.*no Acumatica is set/s);
    assert.match(text, /Node42\.5/);
    assert.match(text, /Store42\.5/);
    assert.match(text, /41\.9 → 42\.5/);
    assert.match(text, /a push from Acumatica/);
    await price.getByText('Request and answer').click();
    await price.getByLabel('Request', { exact: true }).getByText('"price": 42.5').waitFor();
    assert.match(await card(page, `Inventory ${sku}@wh_east`).textContent(), /Store6/);
    const newest = page.locator('.timeline li').first();
    await newest.getByText('Request and answer').click();
    await newest.getByText('Answer 200').waitFor();
  },
);

all.look('trace: which value the store had at a time', `#/trace?key=${sku}`, async (page) => {
  const { items } = await all.node.ask('GET', `/history?key=${sku}&entity=pricing`);
  const [last, first] = items;
  await page.goto(`${all.node.url}/#/trace?key=${sku}&at=${first.at.replace('Z', '999Z')}`);
  await asked(page);
  await until(async () =>
    /The store had 41\.9/.test(await card(page, `Pricing ${sku}`).textContent()),
  );
  assert.match(
    await card(page, `Pricing ${sku}`).textContent(),
    new RegExp(`Acceptance number${first.sequence}`),
  );
  assert.notEqual(first.sequence, last.sequence);
  await page.getByLabel('Which value did the store have at').fill('2020-01-01T10:00');
  await page.getByRole('button', { name: 'Show' }).click();
  await sees(page, 'The node had sent nothing of it before.');
});

all.look('trace: what is parked is tried now', '#/trace?key=NEVER-SOLD', async (page) => {
  const parked = card(page, 'Pricing NEVER-SOLD');
  await asked(page);
  assert.match(await parked.textContent(), /waiting.*Parked.*Value5.*Stateparked/s);
  await parked.getByRole('button', { name: 'Try now' }).click();
  await sees(page, 'It is tried now.');
});

all.look('trace: what failed leads to its message', '#/trace?key=SKU-000009', async (page) => {
  const failed = card(page, 'Pricing SKU-000009');
  await asked(page);
  assert.match(await failed.textContent(), /Failed.*"x" is not a number/s);
  await failed.getByRole('link', { name: 'Open and correct it' }).click();
  await page.getByRole('heading', { name: /SKU-000009 · message/ }).waitFor();
});

all.look('trace: a key of nothing is said to be none', '#/trace?key=LAMP-99', async (page) => {
  await sees(page, 'nothing is known of "LAMP-99"');
  await page.goto(`${all.node.url}/#/trace`);
  await sees(page, 'Enter a SKU, an order, a shipment or a customer');
});

all.look(
  'history: values are listed, and a row opens with request and answer',
  `#/history?key=${sku}&entity=pricing`,
  async (page) => {
    const row = page.getByRole('table', { name: 'History' }).locator('tbody tr').first();
    await row.getByText('41.9 → 42.5').waitFor();
    await row.getByRole('link').first().click();
    await page.getByLabel('Request', { exact: true }).getByText('"price": 42.5').waitFor();
    await sees(page, 'POST /V1/products/base-prices');
    await page.getByRole('link', { name: 'Trace of this key' }).click();
    await card(page, `Pricing ${sku}`).waitFor();
  },
);

for (const [look, how] of Object.entries(looks))
  test(`trace: readable, ${look}`, { timeout: 120_000 }, async () => {
    const { items } = await all.node.ask('GET', `/history?key=${sku}`);
    for (const place of [
      `#/trace?key=${sku}`,
      `#/trace?key=${sku}&at=${items[0].at}`,
      '#/trace?key=NEVER-SOLD',
      '#/trace?key=SKU-000009',
      `#/history/${items[0].id}`,
    ]) {
      const page = await open_page(all.browser, all.node, place, how);
      await page.locator('h1:visible').waitFor();
      await asked(page);
      await until(async () => (await page.locator('main [aria-busy=true]').count()) === 0);
      for (const each of await page.locator('summary:visible').all()) await each.click();
      await until(async () => (await page.locator('main [aria-busy=true]').count()) === 0);
      await can_be_read(page, `${place}, ${look}`);
      assert.deepEqual(page.sins, []);
      if (process.env.KEEP)
        await page.screenshot({
          path: `${process.env.KEEP}/${`${place}-${look}`.replace(/\W+/g, '-')}.png`,
          fullPage: true,
        });
      await page.context().close();
    }
  });
