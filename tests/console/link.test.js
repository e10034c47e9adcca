// What the console does when the node does not answer, restarts, or does not take its token.
import assert from 'node:assert/strict';
import { admin_token, open_page, scene, sees } from './harness.js';

const all = scene({}, async ({ node }) => {
  await node.push([{ InventoryID: 'SKU-000001', DefaultPrice: 'abc' }]);
  await node.settled();
});

all.look(
  'link: a replay goes on after the node was restarted, and the page follows it to its end',
  '#/failed?class=unrouted',
  async (page) => {
    const rows = Array.from({ length: 12 }, (_, i) => ({
      InventoryID: `SKU-0001${10 + i}`,
      DefaultPrice: 4,
    }));
    await all.node.push(rows, 'MC Sale Price');
    all.node.settings['queries.MC Price'] = 'pricing';
    all.node.settings['queries.MC Sale Price'] = 'pricing';
    await all.node.reload();
    await page.reload();
    await page.getByRole('button', { name: /^Replay all/ }).click();
    await page.getByLabel('Messages per second').fill('3');
    await page.getByRole('dialog').getByRole('button', { name: 'Replay 12 messages' }).click();
    await sees(page, /The replay is running: [1-9]\d* of 12 messages moved/);
    await all.node.stop();
    const told = page
      .getByRole('alert')
      .getByText(/does not answer.*The figures shown are from \d\d:\d\d:\d\d/);
    await told.waitFor();
    await sees(page, /The replay is running: \d+ of 12/);
    await all.node.start();
    await told.waitFor({ state: 'hidden' });
    await sees(page, 'The replay is done: 12 of 12 messages moved.');
    await sees(page, 'None has failed since then.');
    await all.node.settled();
    assert.match(await all.store.prices(), /SKU-000121/);
    assert.equal((await all.node.ask('GET', '/dead-letters/count?class=unrouted')).count, 0);
  },
);

const signed_out = { signed_in: false };
const sign_in = async (page, token) => {
  await page.getByLabel('Token', { exact: true }).fill(token);
  await page.getByRole('button', { name: 'Sign in' }).click();
};

all.look(
  'token: it is asked for once, a wrong one is told, and the right one opens the view that was asked for',
  '#/failed',
  async (page) => {
    await page.getByRole('heading', { name: 'Admin token' }).waitFor();
    assert.equal(await page.getByLabel('Token', { exact: true }).getAttribute('type'), 'password');
    assert.ok(await page.getByRole('heading', { name: 'Failed messages' }).isHidden());
    await sign_in(page, 'a wrong one');
    await sees(page, 'A token contains only');
    await sign_in(page, 'a-wrong-one');
    await sees(page, 'The node does not accept this token.');
    assert.equal(await page.evaluate(() => sessionStorage.getItem('acumage.token')), null);
    await sign_in(page, `${admin_token}x`);
    await sees(page, 'The node does not accept this token.');
    await sign_in(page, admin_token);
    await page.getByRole('link', { name: 'SKU-000001' }).waitFor();
    assert.ok(await page.getByRole('heading', { name: 'Admin token' }).isHidden());
    await page.reload();
    await page.getByRole('link', { name: 'SKU-000001' }).waitFor();
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    assert.equal(await page.evaluate(() => document.cookie), '');
  },
  signed_out,
);

all.look(
  'token: without one the page asks the node nothing more',
  '#/now',
  async (page) => {
    await page.getByRole('heading', { name: 'Admin token' }).waitFor();
    let asked = 0;
    page.on('request', () => (asked += 1));
    await page.waitForTimeout(5000);
    assert.equal(asked, 0);
  },
  signed_out,
);

all.look(
  'link: a node that is gone is told in words, and its return is noticed',
  '#/now',
  async (page) => {
    await page.getByRole('rowgroup', { name: 'Pricing' }).getByText('has failed').waitFor();
    await all.node.stop();
    await page
      .getByRole('alert')
      .getByText(
        /The node does not answer\. Retrying every 2 seconds\. The figures shown are from \d\d:/,
      )
      .waitFor();
    await all.node.start();
    await sees(page, 'The node was restarted');
    await page
      .getByRole('alert')
      .getByText('The node does not answer.')
      .waitFor({ state: 'hidden' });
    await page.getByRole('rowgroup', { name: 'Pricing' }).getByText('has failed').waitFor();
  },
);

all.look(
  'link: a view that could not be filled is filled when the node is back',
  '#/now',
  async (page) => {
    await page.getByRole('rowgroup', { name: 'Pricing' }).waitFor();
    await all.node.stop();
    await page.getByRole('link', { name: 'Failed messages' }).first().click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('link', { name: 'Failed messages' }).first().click();
    await all.node.start();
    await page.getByRole('link', { name: 'SKU-000001' }).waitFor();
    assert.ok(await page.getByRole('button', { name: 'Try again' }).isHidden());
  },
);

all.look(
  'link: an order given while the node is gone is told not to have worked',
  '#/failed/1',
  async (page) => {
    await page.getByRole('button', { name: 'Discard…' }).waitFor();
    await all.node.stop();
    await page.getByRole('button', { name: 'Discard…' }).click();
    await sees(page, 'Discard: counting failed: The node does not answer.');
    await all.node.start();
    await page.getByRole('button', { name: 'Discard…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Discard 1 message' }).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  },
);

all.look(
  'token: a node that restarts with another asks for it, and what was being written stays',
  '#/failed/1',
  async (page) => {
    await page.getByRole('button', { name: 'Edit the change' }).click();
    await page
      .getByLabel('Fields', { exact: true })
      .fill('{"InventoryID": "SKU-000001", "DefaultPrice": 5}');
    await all.node.stop();
    all.node.settings['admin.token'] = 'another-token-of-32-characters-xyz';
    await all.node.start();
    await sees(page, 'The node does not accept this token.');
    await sign_in(page, 'another-token-of-32-characters-xyz');
    await page.getByRole('button', { name: 'Save…' }).waitFor();
    assert.match(
      await page.getByLabel('Fields', { exact: true }).inputValue(),
      /"DefaultPrice": 5/,
    );
    await all.node.stop();
    all.node.settings['admin.token'] = admin_token;
    await all.node.start();
  },
);

all.look(
  'link: an address that the node does not know as its own is told in words',
  '#/now',
  async () => {
    // localhost.localdomain and its kind lead to the node, and are no name of it.
    const { port } = new URL(all.node.url);
    const reply = await fetch(`http://127.0.0.1:${port}/`, {
      headers: { Origin: 'http://evil.example' },
    });
    assert.equal(reply.status, 403);
    const page = await open_page(all.browser, all.node, '#/now');
    await page.route('**/stats', (route) =>
      route.fulfill({ status: 403, body: '{"error":{"code":"forbidden","message":"Host"}}' }),
    );
    await page
      .getByRole('alert')
      .getByText('The node does not accept requests from this address.')
      .waitFor();
    await page.unroute('**/stats');
    await page.getByRole('rowgroup', { name: 'Pricing' }).getByText('has failed').waitFor();
    await page.context().close();
  },
);

all.look('link: a node without a token is looked at without one', '#/now', async () => {
  await all.node.stop();
  all.node.settings['admin.token'] = '';
  await all.node.start();
  const page = await open_page(all.browser, all.node, '#/now', signed_out);
  await page.getByRole('rowgroup', { name: 'Pricing' }).getByText('has failed').waitFor();
  assert.ok(await page.getByRole('heading', { name: 'Admin token' }).isHidden());
  assert.deepEqual(page.sins, []);
  await page.context().close();
});
