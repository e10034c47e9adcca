// The view of what the node does now: lanes, charts, pause and resume.
import assert from 'node:assert/strict';
import { admin_token, scene, sees, until } from './harness.js';

const prices = (from, to, price) =>
  Array.from({ length: to - from + 1 }, (_, i) => ({
    InventoryID: `SKU-${String(from + i).padStart(6, '0')}`,
    DefaultPrice: price,
  }));

const all = scene({ 'queue.threshold_count': '2', 'queue.batch_count': '10' }, async ({ node }) => {
  await node.push(prices(1, 40, 5));
  await node.settled();
});

const lane = (page, name) => page.getByRole('rowgroup', { name });
const fact = (page, name, term) =>
  lane(page, name)
    .locator('dl > div', { has: page.locator('dt', { hasText: term }) })
    .locator('dd');

const figure = (page, name, term) =>
  lane(page, name).locator(`td[data-name="${term}"]`).textContent();

all.look('now: the five lanes are shown with what they have done', '#/now', async (page) => {
  for (const name of ['Pricing', 'Inventory', 'Shipments', 'Customers', 'Orders'])
    await lane(page, name).waitFor();
  await until(async () => (await fact(page, 'Pricing', 'Delivered').textContent()) === '40');
  assert.equal(await fact(page, 'Pricing', 'Sent').textContent(), 'in batches');
  assert.equal(await fact(page, 'Inventory', 'Sent').textContent(), 'one by one');
  assert.match(await lane(page, 'Pricing').locator('.state').first().textContent(), /up to date/);
  await lane(page, 'Orders').getByText('off', { exact: true }).waitFor();
  assert.match(await page.locator('#node').textContent(), /^running, version \d/);
});

all.look('now: figures and charts move by themselves', '#/now', async (page) => {
  const before = Number(await fact(page, 'Pricing', 'Delivered').textContent());
  await all.node.push(prices(41, 60, 6));
  await until(
    async () => Number(await fact(page, 'Pricing', 'Delivered').textContent()) === before + 20,
  );
  const throughput = page.getByRole('img', { name: /^Changes per second/ });
  await until(async () =>
    /Delivered: [\d.]+\/s lately, [1-9]/.test(await throughput.getAttribute('aria-label')),
  );
  assert.ok((await throughput.locator('path.line').count()) >= 3);
  await page
    .getByRole('img', { name: /^Time from acceptance to delivery.*Half within: [\d.]+ (µs|ms|s)/ })
    .waitFor();
});

all.look(
  'now: a fresh page shows what was before it, and its charts can be read with keys',
  '#/now',
  async (page) => {
    const throughput = page.getByRole('img', {
      name: /^Changes per second.*Delivered: [\d.]+\/s lately, [\d.]+\/s at most/,
    });
    await throughput.waitFor();
    await throughput.focus();
    await page.keyboard.press('ArrowLeft');
    assert.match(
      await page.locator('figure', { has: throughput }).locator('.when').textContent(),
      /^at \d\d:\d\d:\d\d$/,
    );
    await page.keyboard.press('Escape');
    assert.equal(
      await page.locator('figure', { has: throughput }).locator('.when').textContent(),
      '',
    );
    await page.getByLabel('Charts of').selectOption('Orders');
    await page
      .getByRole('img', { name: /^Changes per second.*Delivered: 0\/s lately, 0\/s at most/ })
      .waitFor();
  },
);

all.look('now: a lane is paused and resumed after a question', '#/now', async (page) => {
  await lane(page, 'Pricing').getByRole('button', { name: 'Pause pricing' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  assert.equal((await all.node.ask('GET', '/stats')).lanes.pricing.sending, true);

  await lane(page, 'Pricing').getByRole('button', { name: 'Pause pricing' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click();
  await sees(page, /Pause: pricing\. The state is now “paused”/);
  await all.node.push(prices(61, 70, 7));
  await until(async () => (await figure(page, 'Pricing', 'Waiting')) === '10');
  assert.match(await lane(page, 'Pricing').locator('.state').first().textContent(), /paused/);
  await page
    .getByRole('region', { name: 'How the node is' })
    .getByText('An operator paused sending.')
    .waitFor();
  assert.equal((await all.node.ask('GET', '/stats')).lanes.pricing.sending, false);

  await lane(page, 'Pricing').getByRole('button', { name: 'Resume pricing' }).click();
  await sees(page, /10 deliveries wait now/);
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await until(async () => (await figure(page, 'Pricing', 'Waiting')) === '0');
  await all.node.settled();
});

all.look('now: all lanes are paused and resumed at once', '#/now', async (page) => {
  await page.getByRole('button', { name: 'Pause all' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Pause all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Pause', exact: true }).click();
  await lane(page, 'Pricing').getByText('paused').waitFor();
  await page.getByRole('button', { name: 'Resume all' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Resume' }).click();
  await lane(page, 'Pricing').getByText('up to date').waitFor();
});

all.look('now: the intake of a lane is stopped and started', '#/now', async (page) => {
  await lane(page, 'Orders').getByRole('button', { name: 'Details of orders' }).click();
  await lane(page, 'Orders').getByRole('button', { name: 'Stop intake of orders' }).click();
  await sees(page, /discarded/);
  await page.getByRole('dialog').getByRole('button', { name: 'Stop intake' }).click();
  await lane(page, 'Orders').getByText('Intake off').waitFor();
  assert.equal((await all.node.ask('GET', '/stats')).lanes.order.intake, false);
  await lane(page, 'Orders').getByRole('button', { name: 'Start intake of orders' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Start intake' }).click();
  await lane(page, 'Orders').getByText('Intake off').waitFor({ state: 'hidden' });
});

all.look(
  'now: an open circuit is told in words, with its reason and the next try',
  '#/now',
  async (page) => {
    await all.store.fault({ answer: 'maintenance' });
    await all.node.push(prices(71, 80, 8));
    const headline = page.getByRole('region', { name: 'How the node is' });
    await headline.getByText(/accepts no requests: 503/).waitFor();
    await lane(page, 'Pricing').getByText('circuit open', { exact: true }).waitFor();
    assert.match(await fact(page, 'Pricing', 'Circuit').textContent(), /^open: .* nothing is lost/);
    await until(async () =>
      /^(now|in \d+ s)$/.test(await fact(page, 'Pricing', 'Next try').textContent()),
    );
    await all.store.clear();
    await until(async () => (await fact(page, 'Pricing', 'Circuit').textContent()) === 'closed');
    await all.node.settled();
  },
);

all.look(
  'now: a page in a foreign frame or with inline script is not possible',
  '#/now',
  async (page) => {
    const reply = await page.request.get(`${all.node.url}/`);
    assert.match(reply.headers()['content-security-policy'], /frame-ancestors 'none'/);
    assert.doesNotMatch(await reply.text(), new RegExp(`${admin_token}|SKU-`));
    const refused = await page.evaluate(() => {
      const made = document.createElement('p');
      try {
        made.innerHTML = '<b>markup</b>';
        return false;
      } catch {
        return true;
      }
    });
    assert.ok(refused);
    page.sins.length = 0; // the refusal is written to the browser's console
  },
);
