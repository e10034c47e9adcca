// Draws docs/console/*.png from a node that has worked for some minutes: node tests/console/screenshots.js [SECONDS] [FOLDER]
// `pngquant --quality 85-98 --strip --force --ext .png docs/console/*.png` then makes them a third of the size.
import { readFile, mkdir } from 'node:fs/promises';
import { Node, Store, launch, open_page, until } from './harness.js';

const seconds = Number(process.argv[2] ?? 330);
const folder = process.argv[3] ?? new URL('../../docs/console/', import.meta.url).pathname;
const samples = new URL('../../samples/', import.meta.url);

const settings = {
  'queue.threshold_count': '5',
  'queue.batch_count': '25',
  'entities.shipment': 'true',
  'entities.customer': 'true',
  'entities.order': 'true',
  'inventory_sync.warehouses': 'EAST',
  'warehouse_sources.EAST': 'wh_east',
  'customer_sync.classes': 'WEB, INTL',
  'order_sync.order_types': 'SO',
};

/** The store has the first 200. */
const sku = (number) => `SKU-${String(number).padStart(6, '0')}`;
const some = (count, row) =>
  Array.from({ length: count }, () => row(1 + Math.floor(Math.random() * 180)));

async function send_sample(node, name) {
  const body = await readFile(new URL(name, samples), 'utf8');
  await fetch(`${node.intake}/push`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body,
  });
}

/** A shop's morning: prices in waves, quantities all the time, some of it wrong. */
async function work(node, store) {
  const wrong = [201, 202, 203].map((i) => ({ InventoryID: sku(i), DefaultPrice: '1,234.5' }));
  await node.push([...wrong, { InventoryID: sku(204), DefaultPrice: -5 }]);
  await node.push([{ InventoryID: 'LAMP-07', Rate: 3 }], 'MC Special Price');
  await store.fault({ answer: 'save_failed', path: '/V1/products/base-prices' });
  await node.push([{ InventoryID: sku(191), DefaultPrice: 48.5 }]);
  await node.settled();
  await store.clear();
  for (const name of [
    '25-customer-new.json',
    '29-customer-odd-rows.json',
    '30-order-statuses.json',
    '36-order-unmapped-status.json',
    '21-shipment-drop-ship.json',
  ])
    await send_sample(node, name);
  const end = Date.now() + seconds * 1000;
  for (let step = 0; Date.now() < end; step += 1) {
    const wave = 1 + Math.sin(step / 12);
    await node.push(
      some(Math.round(4 + 16 * wave), (i) => ({
        InventoryID: sku(i),
        DefaultPrice: (5 + Math.random() * 90).toFixed(2),
      })),
    );
    const quantity = () => Math.floor(Math.random() * 90);
    if (step % 2 === 0)
      await node.push(
        some(6, (i) => ({
          InventoryID: sku(i),
          WarehouseID: 'EAST',
          QtyOnHand: quantity(),
          QtyAvailable: quantity(),
          QtyAvailableForShipment: quantity(),
        })),
        'MC Quantity',
      );
    await new Promise((resolve) => setTimeout(resolve, 1000));
  }
}

async function trouble(node, store) {
  await node.ask('POST', '/lanes/shipment/pause');
  await store.fault({ answer: 'unauthorized', path: '/V1/inventory/source-items' });
  await node.push(
    some(12, (i) => ({
      InventoryID: sku(i),
      WarehouseID: 'EAST',
      QtyOnHand: 91,
      QtyAvailable: 91,
      QtyAvailableForShipment: 91,
    })),
    'MC Quantity',
  );
  await until(
    async () => (await node.ask('GET', '/stats')).lanes.inventory.circuit !== 'closed',
  ).catch(() => {});
}

const looks = {
  light: { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  phone: {
    colorScheme: 'light',
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    deviceScaleFactor: 2,
  },
};

async function picture(browser, node, look, name, hash, prepare = async () => {}) {
  const page = await open_page(browser, node, hash, looks[look]);
  await page.locator('h1:visible').waitFor();
  await until(async () => (await page.locator('main [aria-busy=true]').count()) === 0);
  if (hash === '#/now')
    await page.locator('.plot path.line').first().waitFor({ state: 'attached' });
  await prepare(page);
  await page.screenshot({
    path: `${folder}/${name}-${look}.png`,
    fullPage: look !== 'phone' && !['#/history', '#/settings'].includes(hash),
  });
  await page.context().close();
}

/** Prices were edited in the store, and pushes were lost: a report tells of both. Its id. */
async function differences(node, store) {
  const over = async (path) =>
    until(async () => ['done', 'failed'].includes((await node.ask('GET', path)).state), 200_000);
  await store.erp({ push: { url: `${node.intake}/push` } });
  const { id } = await node.ask('POST', '/resync', { entity: 'pricing', all: true });
  await over(`/resync/${id}`);
  await node.settled();
  await store.edit_prices({ [sku(11)]: 19.9, [sku(12)]: 24.9, [sku(13)]: 29.9 });
  const rows = [21, 22].map((each) => ({ InventoryID: sku(each), DefaultPrice: '88.25' }));
  await store.erp({ write: [{ entity: 'item', rows, push: 'drop' }] });
  await node.ask('POST', '/resync', { entity: 'pricing', key: [sku(31), sku(32)] });
  const report = await node.ask('POST', '/reconcile', { entity: 'pricing', all: true });
  await over(`/reconcile/${report.id}`);
  return report.id;
}

/** From an Acumatica and a store of their own, because the pull brings all prices. */
async function compare(browser) {
  const store = await Store.start(200, 200);
  const node = new Node(store.url, {
    ...store.erp_settings,
    'acumatica.sweep_at': '03:30',
    'reconcile.at': 'sunday 03:00',
  });
  await node.start();
  try {
    const id = await differences(node, store);
    await picture(browser, node, 'light', 'reconcile', '#/reconcile');
    for (const look of ['light', 'dark']) {
      await picture(browser, node, look, 'pulls', '#/pulls');
      await picture(browser, node, look, 'report', `#/reconcile/${id}`);
    }
  } finally {
    await node.remove();
    await store.stop();
  }
}

const store = await Store.start();
const node = new Node(store.url, settings);
await node.start();
const browser = await launch();
try {
  await mkdir(folder, { recursive: true });
  await compare(browser);
  await work(node, store);
  await trouble(node, store);
  const { items } = await node.ask('GET', '/dead-letters?class=exhausted');
  const letter = `#/failed/${items[0]?.id ?? 1}`;
  const test = async (page) => {
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await page.locator('.verdict').waitFor();
  };
  const edit = async (page) => {
    await page.getByRole('button', { name: 'Edit the change' }).click();
    const fields = page.getByLabel('Fields', { exact: true });
    await fields.fill((await fields.inputValue()).replace('"1,234.5"', '1234.50'));
  };
  const replay = async (page) => {
    await page.getByRole('button', { name: /^Replay all/ }).click();
    await page.getByRole('dialog').waitFor();
  };
  for (const look of ['light', 'dark', 'phone']) {
    await picture(browser, node, look, 'now', '#/now');
    await picture(browser, node, look, 'failed', '#/failed');
  }
  for (const look of ['light', 'phone']) await picture(browser, node, look, 'message', letter);
  const wrong = (await node.ask('GET', '/dead-letters?class=data')).items[0];
  await picture(browser, node, 'light', 'edit', `#/failed/${wrong.id}`, edit);
  await picture(browser, node, 'dark', 'replay', '#/failed', replay);
  await picture(browser, node, 'light', 'history', '#/history');
  await picture(browser, node, 'light', 'connection', '#/connection', test);
  await picture(browser, node, 'light', 'unmapped', '#/unmapped');
  await picture(browser, node, 'light', 'settings', '#/settings');
  await picture(browser, node, 'dark', 'actors', '#/actors');
} finally {
  await browser.close();
  await node.remove();
  await store.stop();
}
