// Every view for everybody: light and dark, on a phone, at 200 % zoom, with the keyboard alone, and by the rules of axe-core.
import assert from 'node:assert/strict';
import { can_be_read, looks } from './legible.js';
import { scene, until } from './harness.js';

const settings = {
  'entities.order': 'true',
  'order_sync.order_types': 'SO',
  'inventory_sync.warehouses': 'EAST',
};

/** Something in every view: message 1 is of class data, 2 unrouted, 3 was tried; a lane is paused, one is stopped. */
const all = scene(settings, async ({ node, store }) => {
  await node.push([{ InventoryID: 'SKU-000001', DefaultPrice: 'x' }]);
  await node.settled();
  await node.push([{ Some: 'row' }], 'MC Other');
  await store.fault({ answer: 'save_failed', path: '/V1/products/base-prices' });
  await node.push([{ InventoryID: 'SKU-000002', DefaultPrice: 3 }]);
  await node.settled();
  await store.clear();
  const order = { OrderType: 'SO', OrderNbr: 'SO1', Status: 'Odd', ExternalRef: '000000101' };
  await node.push([order], 'MC Order');
  await node.push([{ InventoryID: `LONG-${'NAME'.repeat(14)}`, DefaultPrice: 3 }]);
  await node.ask('POST', '/lanes/order/pause');
  await until(async () => (await node.ask('GET', '/unmapped')).items.length > 0);
  await until(async () => (await node.ask('GET', '/waiting?state=parked')).items.length > 0);
});

const button = (page, name) => page.getByRole('button', { name }).first();

/** Places of the console: where they are, and what is done there before they are looked at. */
const places = {
  now: ['#/now'],
  'a question': ['#/now', (page) => button(page, 'Pause pricing').click()],
  'failed messages': ['#/failed'],
  'failed messages of a class': ['#/failed?class=data'],
  'no failed message': ['#/failed?key=none'],
  'a replay': ['#/failed', (page) => button(page, /^Replay all/).click()],
  'a message': ['#/failed/3'],
  'a message in the editor': ['#/failed/1', (page) => button(page, 'Edit the change').click()],
  waiting: ['#/waiting'],
  history: [
    '#/history',
    async (page) => {
      const folded = page.locator('.folded > summary');
      if (await folded.isVisible()) await folded.click();
      await button(page, 'More filters').click();
    },
  ],
  'pulls without an Acumatica': ['#/pulls'],
  'reconcile before the first report': ['#/reconcile'],
  'lost pushes without an Acumatica': ['#/lost'],
  unmapped: ['#/unmapped'],
  connection: [
    '#/connection',
    async (page) => {
      await button(page, 'Test the connection').click();
      await page.locator('.verdict').waitFor();
    },
  ],
  settings: ['#/settings'],
  actors: ['#/actors'],
};

async function open(page, [hash, prepare]) {
  await page.goto(`${all.node.url}/${hash}`);
  await page.reload(); // a question of the place before is gone
  await page.locator('h1:visible').waitFor();
  await page.locator('[data-view=failed] .tally:not(:empty)').waitFor({ state: 'attached' });
  await until(async () => (await page.locator('main [aria-busy=true]').count()) === 0);
  await prepare?.(page);
}

for (const [name, look] of Object.entries(looks))
  all.look(
    `access: every place can be read and used in ${name}`,
    '#/now',
    async (page) => {
      for (const [place, how] of Object.entries(places)) {
        await open(page, how);
        await can_be_read(page, place);
      }
    },
    look,
  );

const focused = (page) =>
  page.evaluate(() => {
    const { textContent, ariaLabel, labels } = document.activeElement;
    return ariaLabel || labels?.[0]?.textContent || textContent;
  });

/** Goes on with Tab until the focus is there. */
async function tab_to(page, name, key = 'Tab') {
  for (let i = 0; i < 80; i += 1) {
    if ((await focused(page)) === name) return;
    await page.keyboard.press(key);
  }
  throw new Error(`the focus never came to ${name}`);
}

all.look(
  'access: a message is found and discarded with the keyboard alone',
  '#/now',
  async (page) => {
    await open(page, places.now);
    await tab_to(page, 'Failed messages3');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'message 2' }).waitFor();
    assert.equal(await focused(page), 'Failed messages'); // the heading of the view
    await tab_to(page, 'message 2');
    assert.notEqual(
      await page.evaluate(() => getComputedStyle(document.activeElement).outlineStyle),
      'none',
    );
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Message 2' }).waitFor();
    await tab_to(page, 'Discard…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    assert.equal(await focused(page), 'Note');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.equal(await focused(page), 'Discard…');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.type('not for this node');
    await tab_to(page, 'Discard 1 message');
    await page.keyboard.press('Enter');
    await page.getByText('It is discarded: nothing is left to do.').waitFor();
    assert.equal((await all.node.ask('GET', '/dead-letters/2')).note, 'not for this node');
  },
);

all.look(
  'access: what stays the same keeps the focus while the figures move',
  '#/now',
  async (page) => {
    await open(page, places.now);
    await tab_to(
      page,
      'Look at them: 1 failed message, data: The data is invalid: fix it in Acumatica or edit the message',
    );
    const before = await page.locator('#node').textContent();
    await until(async () => (await page.locator('#node').textContent()) !== before);
    assert.match(await focused(page), /^Look at them/);
  },
);
