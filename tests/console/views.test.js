// The views that only look: history, unmapped values, waiting, connection, settings, actors; and how they are reached.
import assert from 'node:assert/strict';
import { admin_token, scene, sees, until } from './harness.js';

const settings = {
  'entities.order': 'true',
  'order_sync.order_types': 'SO',
  'inventory_sync.warehouses': 'EAST',
  'connection.bearer_token': 'simulator-token',
};

const all = scene(settings, async ({ node }) => {
  const rows = Array.from({ length: 70 }, (_, i) => ({
    InventoryID: `SKU-${String(i + 1).padStart(6, '0')}`,
    DefaultPrice: i + 1,
  }));
  await node.push([...rows, { InventoryID: 'NEVER-SOLD', DefaultPrice: 1 }]);
  // In the same notification it would contradict the row above.
  await node.push([{ InventoryID: 'SKU-000001', DefaultPrice: 'x' }]);
  await node.push(
    [{ OrderType: 'SO', OrderNbr: 'SO1', Status: 'Odd <b>status</b>', ExternalRef: '000000101' }],
    'MC Order',
  );
  await until(async () => (await node.ask('GET', '/stats')).lanes.pricing.delivered === 70);
  await until(async () => (await node.ask('GET', '/unmapped')).items.length > 0);
});

const rows = (page, name) => page.getByRole('table', { name }).locator('tbody tr');

all.look(
  'history: what became of each change is found and leafed through',
  '#/history',
  async (page) => {
    await rows(page, 'History').nth(49).waitFor();
    await page.getByRole('link', { name: 'Next page' }).click();
    await until(async () => (await rows(page, 'History').count()) < 50);
    await page.getByLabel('Outcome').selectOption('dead_lettered');
    await page.getByRole('button', { name: 'Search' }).click();
    await until(async () => (await rows(page, 'History').count()) === 1);
    assert.match(
      await rows(page, 'History').textContent(),
      /SKU-000001.*dead lettered.*"x" is not a number/,
    );
    await page.goto(`${all.node.url}/#/history?key=SKU-000002&outcome=delivered`);
    await until(async () => (await rows(page, 'History').count()) === 1);
    assert.match(await rows(page, 'History').textContent(), /SKU-000002.*delivered.*200/);
  },
);

all.look('unmapped: values are listed with an example, as text', '#/unmapped', async (page) => {
  await page.getByRole('cell', { name: 'Odd <b>status</b>', exact: true }).waitFor();
  assert.match(await rows(page, 'Unmapped values').textContent(), /SO SO1/);
  assert.equal(await page.locator('main td b').count(), 0);
});

all.look('now: a lane says how long its oldest parked change has waited', '#/now', async (page) => {
  const lane = page.getByRole('rowgroup', { name: 'Pricing' });
  await lane.getByRole('button', { name: 'Details of pricing' }).click();
  await until(async () => /Parked for\d/.test(await lane.textContent()));
});

all.look('waiting: what is parked is tried now or given up', '#/waiting', async (page) => {
  await until(async () => (await rows(page, 'Waiting').count()) === 1);
  assert.match(await rows(page, 'Waiting').textContent(), /NEVER-SOLD.*Pricing.*parked/);
  await page.getByRole('button', { name: 'Try all matches now' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Try now' }).click();
  await sees(page, 'Try now: done for 1 delivery.');
  await until(async () => (await all.node.ask('GET', '/waiting?state=parked')).items.length === 1);
  await page.getByRole('button', { name: 'Give up all matches' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Give up' }).click();
  await sees(page, 'Give up: done for 1 delivery.');
  await until(
    async () => (await all.node.ask('GET', '/dead-letters/count?key=NEVER-SOLD')).count === 1,
  );
});

all.look('connection: each step of a good connection is told', '#/connection', async (page) => {
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await sees(page, 'The store can be reached and accepts what the settings require.');
  assert.ok((await page.locator('.steps li.good').count()) > 5);
});

all.look('connection: a step that fails is told with its remedy', '#/connection', async (page) => {
  await all.store.fault({ answer: 'unauthorized' });
  await page.getByRole('button', { name: 'Test the connection' }).click();
  await sees(page, /\d of \d+ steps failed/);
  await page.locator('.steps li.bad .remedy').first().waitFor();
  await all.store.clear();
});

all.look(
  'settings: all in force are shown, secrets only as set or unset',
  '#/settings',
  async (page) => {
    await page.getByRole('heading', { name: 'connection', exact: true }).waitFor();
    const setting = (name) =>
      page
        .locator('dl.settings > div', {
          has: page.locator('dt', { hasText: new RegExp(`^${name}$`) }),
        })
        .locator('dd');
    assert.match(await setting('bearer_token').innerText(), /^set\s+config\.ini:\d+$/);
    assert.equal((await setting('magento_url').innerText()).split('\n')[0], all.store.url);
    assert.match(await setting('retry_count').innerText(), /^3\s+default$/);
    const text = await page.locator('main').textContent();
    assert.ok(!text.includes(admin_token) && !text.includes('simulator-token'));
    await page.getByLabel('Find').fill('threshold');
    await page
      .getByRole('heading', { name: 'connection', exact: true })
      .waitFor({ state: 'hidden' });
    assert.ok(await setting('threshold_count').isVisible());
    await page.getByLabel('Find').fill('no such thing');
    await sees(page, 'No setting contains this text.');
    await page.getByLabel('Find').fill('');
    await page.getByLabel('Show').selectOption('Changed settings only');
    assert.ok(await setting('process_sleep_time').isVisible());
    assert.ok(await setting('threshold_count').isHidden());
  },
);

all.look('actors: each part is shown with its figures, kept up', '#/actors', async (page) => {
  const intake = page.getByRole('row', { name: /^intake / });
  await intake.waitFor();
  const handled = () => intake.getByRole('cell').nth(2).textContent();
  const before = Number(await handled());
  await all.node.push([{ InventoryID: 'SKU-000005', DefaultPrice: 77 }]);
  await until(async () => Number(await handled()) > before);
  assert.ok((await rows(page, 'Actors').count()) > 20);
});

all.look(
  'page: every view is reached with the keyboard, has one heading, and no control without a name',
  '#/now',
  async (page) => {
    await page.keyboard.press('Tab');
    assert.equal(
      await page.evaluate(() => document.activeElement.textContent),
      'Skip to the content',
    );
    for (const link of await page.locator('#views a').all()) {
      await link.focus();
      await page.keyboard.press('Enter');
      const name = (await link.evaluate((each) => each.firstChild.textContent)).trim();
      await until(async () => (await page.locator('h1:visible').textContent()) === name);
      await until(async () => (await page.locator('main [aria-busy=true]').count()) === 0);
      assert.equal(await page.locator('[aria-current=page]').count(), 1);
      const nameless = await page.evaluate(() =>
        [...document.querySelectorAll('main :is(button, input, select, textarea, a)')]
          .filter((each) => each.checkVisibility())
          .filter(
            (each) =>
              !(each.textContent.trim() || each.labels?.length || each.getAttribute('aria-label')),
          )
          .map((each) => each.outerHTML),
      );
      assert.deepEqual(nameless, []);
      assert.match(await page.title(), new RegExp(`^${name} – Acumage$`));
    }
  },
);
