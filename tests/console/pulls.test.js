// The views of Acumatica: pulls, reports that compare, and lost pushes; and what they say without one.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { can_be_read, looks } from './legible.js';
import { Node, open_page, scene, sees, until } from './harness.js';

const sku = (number) => `SKU-${String(number).padStart(6, '0')}`;
const over = (job) => ['done', 'failed', 'cancelled'].includes(job.state);

/** A row of Acumatica's table of failed notifications, of this moment. */
const lost_row = (error) => ({
  HookId: '6f1c2a3e-0000-0000-0000-000000000001',
  TimeStamp: String(BigInt(Date.now()) * 10_000n + 621_355_968_000_000_000n),
  Source: 'Acumage Price',
  ErrorMessage: error,
  Truncated: true,
});

async function ended(node, path) {
  let job;
  await until(async () => over((job = await node.ask('GET', path))), 200_000);
  return job;
}

/** Of 120 prices, three were edited in the store, and pushes of two were lost. */
const all = scene(
  { 'reconcile.at': 'sunday 03:00' },
  async (scene) => {
    const { node, store } = scene;
    await store.erp({ push: { url: `${node.intake}/push` } });
    const { id } = await node.ask('POST', '/resync', { entity: 'pricing', all: true });
    assert.equal((await ended(node, `/resync/${id}`)).new, 120);
    await node.settled();
    await store.edit_prices({ [sku(1)]: 4711.5, [sku(2)]: 4712.5, [sku(3)]: 4713.5 });
    const rows = [4, 5].map((each) => ({ InventoryID: sku(each), DefaultPrice: '88.25' }));
    await store.erp({ write: [{ entity: 'item', rows, push: 'drop' }] });
    const report = await node.ask('POST', '/reconcile', { entity: 'pricing', all: true });
    scene.report = report.id;
    assert.equal((await ended(node, `/reconcile/${report.id}`)).differences, 5);
  },
  { products: 120, erp_items: 120 },
);

const rows = (page, name) => page.getByRole('table', { name }).locator('tbody tr');
const dialog = (page) => page.getByRole('dialog');

all.look('pulls: what was read, and what is planned, with its times', '#/pulls', async (page) => {
  assert.match(await rows(page, 'Schedule').textContent(), /Pricing.*ago.*in \d+ (min|h).*off/);
  const first = rows(page, 'Ended pulls').last();
  assert.match(await first.textContent(), /Pricing.*all rows.*done.*120.*120/);
});

all.look(
  'pulls: a dry run is counted and shown before anything is sent',
  '#/pulls',
  async (page) => {
    const price = async () => (await all.node.ask('GET', `/history?key=${sku(6)}`)).items.length;
    const before = await price();
    await all.store.erp({
      write: [
        {
          entity: 'item',
          rows: [{ InventoryID: sku(6), DefaultPrice: '66.5' }],
          push: 'drop',
        },
      ],
    });
    await page.getByLabel('Rows').selectOption('Named records');
    await page.getByRole('button', { name: 'Count first' }).click();
    await sees(page, 'Enter at least one key.');
    await page.getByLabel('Keys').fill(`${sku(6)}\n\n${sku(7)}`);
    await page.getByRole('button', { name: 'Count first' }).click();
    await dialog(page).getByText('Pricing: 1 value to send').waitFor();
    assert.match(await dialog(page).textContent(), /Rows read2.*Would be sent1.*SKU-000006/);
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await all.node.settled();
    assert.equal(await price(), before);
    await page.getByRole('button', { name: 'Count first' }).click();
    await dialog(page).getByRole('button', { name: 'Pull and send 1 value' }).click();
    await sees(page, /The pull is queued as job/);
    await until(async () =>
      /SKU-000006, SKU-000007.*done/.test(await rows(page, 'Ended pulls').first().textContent()),
    );
    await all.node.settled();
    assert.equal(await price(), before + 1);
  },
);

all.look('pulls: one under way shows its progress, and is cancelled', '#/pulls', async (page) => {
  await all.store.erp({ faults: [{ fault: 'declined' }] });
  const { id } = await all.node.ask('POST', '/resync', { entity: 'pricing', all: true });
  const panel = page.getByRole('article', { name: 'Pricing: all rows' });
  await panel.getByText('Acumatica’s request limit: waiting').waitFor();
  assert.match(await panel.textContent(), /0 of about 120 rows/);
  await panel.getByRole('button', { name: `Cancel job ${id}` }).click();
  await dialog(page).getByRole('button', { name: 'Cancel the pull' }).click();
  await panel.waitFor({ state: 'detached' });
  assert.match(await rows(page, 'Ended pulls').first().textContent(), /all rows.*cancelled/);
  await all.store.erp({ clear_faults: true });
});

/** Places with an Acumatica, and what is done there before they are looked at. */
const places = {
  pulls: ['pulls'],
  'a pull of keys': ['pulls', (page) => page.getByLabel('Rows').selectOption('Named records')],
  'a pull that was counted': [
    'pulls',
    async (page) => {
      await page.getByRole('button', { name: 'Count first' }).click();
      await dialog(page).waitFor();
    },
  ],
  reconcile: ['reconcile'],
  'a report': [() => `reconcile/${all.report}`],
  'a report of a class': [() => `reconcile/${all.report}?class=store_edited`],
  'a correction': [
    () => `reconcile/${all.report}`,
    async (page) => {
      await page.getByRole('button', { name: 'Correct the store: 3 values' }).click();
      await dialog(page).waitFor();
    },
  ],
};

for (const [name, look] of Object.entries(looks))
  all.look(
    `access: pulls and reports can be read and used in ${name}`,
    '#/now',
    async (page) => {
      for (const [place, [hash, prepare]] of Object.entries(places)) {
        await page.goto(`${all.node.url}/#/${typeof hash === 'string' ? hash : hash()}`);
        await page.reload(); // a question of the place before is gone
        await page.locator('h1:visible').waitFor();
        await until(async () => (await page.locator('main [aria-busy=true]').count()) === 0);
        await prepare?.(page);
        await can_be_read(page, place);
      }
    },
    look,
  );

all.look(
  'reconcile: past reports are listed with their verdict and lead to their keys',
  '#/reconcile',
  async (page) => {
    await sees(page, /Next by schedule: Sunday, \d{4}-\d\d-\d\d 03:00, of pricing, inventory\./);
    const line = rows(page, 'Reports').last();
    assert.match(await line.textContent(), /Pricing.*all keys.*ERP, node, store.*done.*120.*5/);
    await line.getByRole('link', { name: 'Pricing' }).click();
    await page.getByRole('heading', { name: 'Report: Pricing, all keys' }).waitFor();
    await sees(page, '5 of 120 keys differ between ERP, node and store.');
    assert.equal(await rows(page, 'Differences').count(), 5);
    await page.getByRole('link', { name: 'store edited 3' }).click();
    await sees(page, 'Somebody changed the value in the store.');
    await until(async () => (await rows(page, 'Differences').count()) === 3);
    const row = await rows(page, 'Differences')
      .filter({ hasText: sku(1) })
      .textContent();
    assert.match(row, /SKU-000001.*store edited.*4711\.5/);
    await page.getByRole('link', { name: 'lost push 2' }).click();
    await until(async () => (await rows(page, 'Differences').count()) === 2);
    assert.match(await rows(page, 'Differences').first().textContent(), /88\.25/);
  },
);

all.look('reconcile: the report is a file', '#/reconcile', async (page) => {
  await page.goto(`${all.node.url}/#/reconcile/${all.report}`);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Download CSV' }).click(),
  ]);
  assert.equal(file.suggestedFilename(), `pricing-${all.report}.csv`);
  const text = await readFile(await file.path(), 'utf8');
  assert.match(text, /^key,class,erp,node,store,remedy\r\n/);
  assert.equal(text.trim().split('\r\n').length, 6);
});

all.look(
  'reconcile: edits of the store are corrected after a question that counts them',
  '#/reconcile',
  async (page) => {
    await page.goto(`${all.node.url}/#/reconcile/${all.report}`);
    await page.getByRole('button', { name: 'Correct the store: 3 values' }).click();
    await dialog(page).getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Correct the store: 3 values' }).click();
    await dialog(page).getByText('Overwrite 3 values in the store?').waitFor();
    await dialog(page).getByRole('button', { name: 'Overwrite 3 values' }).click();
    await page.getByText(/a difference counts only if it lasts/).waitFor();
    await page.getByText('3 differences corrected. ERP, node and store agree now.').waitFor({
      timeout: 110_000,
    });
    assert.doesNotMatch(await all.store.prices(), /471[123]\.5/);
  },
);

all.look(
  'reconcile: what the node missed is read from a line of the report',
  '#/reconcile',
  async (page) => {
    await page.goto(`${all.node.url}/#/reconcile/${all.report}`);
    await page.getByRole('button', { name: `Correct ${sku(4)}` }).click();
    await dialog(page).getByRole('button', { name: 'Read and send 1 record' }).click();
    await page.getByText('1 difference corrected. ERP, node and store agree now.').waitFor({
      timeout: 110_000,
    });
    assert.match(await all.store.prices(), /88\.25/);
  },
);

all.look(
  'reconcile: a comparison by hand, without an inquiry, is of node and store',
  '#/reconcile',
  async (page) => {
    await page.getByLabel('Entity').selectOption('Inventory');
    await sees(page, 'Compares node and store, because [pull.inventory] name is not set.');
    await page.getByLabel('Keys to compare').selectOption('Keys at random');
    await page.getByLabel('How many').fill('0');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await sees(page, 'Enter a number from 1 to 10,000.');
    await page.getByLabel('How many').fill('20');
    await page.getByRole('button', { name: 'Compare', exact: true }).click();
    await page.getByRole('heading', { name: 'Report: Inventory, 20 keys at random' }).waitFor();
    await sees(page, 'There was no key to compare.');
  },
);

all.look(
  'reconcile: reports survive a reload of the settings and a restart',
  '#/now',
  async (page) => {
    const report = `${all.node.url}/#/reconcile/${all.report}`;
    all.node.settings['delivery.backoff_base'] = '0.06';
    await all.node.reload();
    await page.goto(report);
    await sees(page, '5 of 120 keys differ between ERP, node and store.');
    await until(async () => (await rows(page, 'Differences').count()) === 5);
    const { id } = await all.node.ask('POST', '/reconcile', { entity: 'pricing', key: [sku(5)] });
    await until(async () => (await all.node.ask('GET', `/reconcile/${id}`)).state === 'waiting');
    await all.node.stop();
    await all.node.start();
    await page.goto(`${all.node.url}/#/reconcile/${id}`);
    await sees(page, /It failed: the node was stopped/);
    await page.goto(report);
    await until(async () => (await rows(page, 'Differences').count()) === 5);
  },
);

all.look(
  'lost pushes: each with its query and error, and what covered it',
  '#/lost',
  async (page) => {
    await sees(page, 'Acumatica has delivered every push notification.');
    // The inquiry of lost pushes may itself be pushed.
    await all.node.push([lost_row('the node answered <b>503</b>')], 'Acumage Lost Pushes');
    await until(async () => (await all.node.ask('GET', '/lost-pushes')).items.length === 1);
    await page.getByRole('button', { name: 'Refresh' }).click();
    const line = rows(page, 'Lost pushes');
    await until(async () => (await line.count()) === 1);
    assert.match(
      await line.textContent(),
      /Acumage Price.*the node answered <b>503<\/b>.*only a pull brings it.*not covered/,
    );
    await can_be_read(page, 'lost pushes');
    await line.getByRole('link', { name: /^Pull what changed since/ }).click();
    await page.getByRole('heading', { name: 'Pulls', exact: true }).waitFor();
    assert.equal(await page.getByLabel('Rows').inputValue(), 'since');
    assert.match(await page.getByLabel('Since').inputValue(), /^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
  },
);

test('without an Acumatica the pages say what is missing, and where it is set', async () => {
  const node = new Node(all.store.url, {});
  await node.start();
  try {
    const page = await open_page(all.browser, node, '#/pulls');
    await sees(page, 'Acumatica is not connected');
    assert.match(
      await page.locator('main pre').textContent(),
      /\[acumatica\]\nurl = .*\[pull\.pricing\]/s,
    );
    assert.equal(await page.getByRole('button', { name: 'Count first' }).isVisible(), false);
    await page.goto(`${node.url}/#/lost`);
    await sees(page, 'Acumatica is not connected');
    await page.goto(`${node.url}/#/reconcile`);
    await sees(page, /No schedule: set reconcile\.at in config\.ini/);
    await sees(page, 'Compares node and store, because [pull.pricing] name is not set.');
    await sees(page, 'Nothing has been compared yet.');
    assert.deepEqual(page.sins, []);
    await page.context().close();
    node.settings = { ...node.settings, ...all.store.erp_settings };
    delete node.settings['pull.pricing.name'];
    delete node.settings['acumatica.lost_pushes'];
    await node.reload();
    const other = await open_page(all.browser, node, '#/pulls');
    await sees(other, 'No inquiry is set');
    await other.goto(`${node.url}/#/lost`);
    await sees(other, 'Lost pushes are not read');
    await other.context().close();
  } finally {
    await node.remove();
  }
});
