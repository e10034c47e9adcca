// The views of failed messages: finding, looking, replaying, mending, resolving, discarding.
import assert from 'node:assert/strict';
import { scene, sees, until } from './harness.js';

const markup = '<img src=x onerror=alert(1)><b>bold</b>';
const sku = (number) => `SKU-${String(number).padStart(6, '0')}`;

/** Letters 1 to 60 are of class data, one of them with markup in its key; 61 is unrouted; 62 was tried three times. */
const all = scene({}, async ({ node, store }) => {
  const rows = Array.from({ length: 59 }, (_, i) => ({
    InventoryID: sku(i + 1),
    DefaultPrice: 'abc',
  }));
  await node.push([...rows, { InventoryID: markup, DefaultPrice: '1,234.5' }]);
  await node.settled(); // letters are numbered in the order in which they are written
  await node.push([{ Some: 'row' }], 'MC Other');
  await store.fault({ answer: 'save_failed', path: '/V1/products/base-prices' });
  await node.push([{ InventoryID: sku(100), DefaultPrice: 12.500000000000000001 }]);
  await node.settled();
  await store.clear();
});

const open_letters = async (filters = '') =>
  (await all.node.ask('GET', `/dead-letters/count${filters}`)).count;
const rows = (page) => page.getByRole('table', { name: 'Failed messages' }).locator('tbody tr');
const agree = (page, name) => page.getByRole('dialog').getByRole('button', { name }).click();
const letter_of = async (key) =>
  (await all.node.ask('GET', `/dead-letters?key=${encodeURIComponent(key)}&state=any`)).items[0];

all.look('failed: letters are shown page by page', '#/failed', async (page) => {
  await rows(page).nth(49).waitFor();
  assert.equal(await rows(page).count(), 50);
  await page.getByRole('link', { name: 'Next page' }).click();
  await until(async () => (await rows(page).count()) === 12);
  await page.getByRole('link', { name: 'First page' }).click();
  await until(async () => (await rows(page).count()) === 50);
  await page.goBack();
  await until(async () => (await rows(page).count()) === 12);
  assert.equal(await page.locator('[data-view=failed] .tally').textContent(), '62');
});

all.look(
  'failed: filters decide what is shown, and a wrong one is told in words',
  '#/failed',
  async (page) => {
    await page.getByLabel('Class', { exact: true }).selectOption('unrouted');
    await page.getByRole('button', { name: 'Search' }).click();
    await until(async () => (await rows(page).count()) === 1);
    assert.match(await rows(page).textContent(), /message 61.*Unrouted/);
    await page.getByRole('button', { name: 'Clear' }).click();
    await page.getByLabel('Key').fill('sku-00001*');
    await page.getByLabel('Entity').selectOption('Pricing');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Search' }).click();
    await until(async () => (await rows(page).count()) === 10);
    await page.reload();
    await until(async () => (await rows(page).count()) === 10);
    assert.equal(await page.getByLabel('Key').inputValue(), 'sku-00001*');
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByLabel('Since').fill('2030-01-01T00:00');
    await page.getByRole('button', { name: 'Search' }).click();
    await sees(page, 'No failed message matches these filters.');
    await page.getByRole('button', { name: 'More filters' }).click();
    await page.getByLabel('Until').fill('2029-01-01T00:00');
    await page.getByRole('button', { name: 'Search' }).click();
    await sees(page, /parameter until: not after since/);
  },
);

all.look('failed: markup in a key stays text', `#/failed?text=1%2C234.5`, async (page) => {
  await until(async () => (await rows(page).count()) === 1);
  const link = page.getByRole('link', { name: markup });
  assert.equal(await link.textContent(), markup);
  await link.click();
  await page
    .getByText(/1,234\.5/)
    .first()
    .waitFor();
  assert.match(
    await page.locator('pre').first().textContent(),
    /"InventoryID": "<img src=x onerror=alert\(1\)><b>bold<\/b>"/,
  );
  assert.equal(await page.locator('main img').count(), 0);
  assert.equal(await page.locator('main b').getByText('bold', { exact: true }).count(), 0);
});

all.look(
  'failed: a letter shows its change, its request and each attempt',
  '#/failed',
  async (page) => {
    const letter = await letter_of(sku(100));
    await page.goto(`${all.node.url}/#/failed/${letter.id}`);
    await page.getByRole('heading', { name: `Message ${letter.id}` }).waitFor();
    await page.getByRole('heading', { name: 'Attempts (3)' }).waitFor();
    assert.equal(
      await page.getByRole('table', { name: 'Attempts' }).locator('tbody tr').count(),
      3,
    );
    assert.match(
      await page.getByLabel('Request', { exact: true }).textContent(),
      /"sku": "SKU-000100"/,
    );
    assert.match(
      await page.getByLabel('Fields after').textContent(),
      /"InventoryID": "SKU-000100"/,
    );
    await page.goto(`${all.node.url}/#/failed/99999`);
    await page.getByText(/99999/).nth(1).waitFor();
  },
);

all.look(
  'failed: what is selected is replayed, counted before, with its progress',
  '#/failed?class=exhausted',
  async (page) => {
    await rows(page).getByRole('checkbox').check();
    await sees(page, '1 selected');
    await page.getByRole('button', { name: 'Replay selected (1)' }).click();
    await page.getByRole('heading', { name: 'Replay 1 message?' }).waitFor();
    await agree(page, 'Cancel');
    assert.equal(await open_letters('?class=exhausted'), 1);
    await page.getByRole('button', { name: 'Replay selected (1)' }).click();
    await agree(page, 'Replay 1 message');
    await sees(page, 'The replay is done: 1 of 1 message moved.');
    await sees(page, 'No failed message matches these filters.');
    await all.node.settled();
    assert.match(await all.store.prices(), /SKU-000100/);
  },
);

all.look('failed: a slow replay can be cancelled', '#/failed?key=SKU-00002*', async (page) => {
  await page.getByRole('button', { name: /^Replay all/ }).click();
  await page.getByRole('heading', { name: 'Replay 10 messages?' }).waitFor();
  await page.getByLabel('Messages per second').fill('1');
  await agree(page, 'Replay 10 messages');
  await sees(page, /The replay is running: \d+ of 10 messages moved/);
  await page.reload();
  await page.getByRole('button', { name: 'Cancel the replay' }).click();
  await sees(page, /The replay was cancelled/);
  await all.node.settled();
});

all.look(
  'failed: all that match are resolved with a note',
  '#/failed?key=SKU-00003*',
  async (page) => {
    await page.getByRole('button', { name: /^Resolve all/ }).click();
    await page.getByRole('heading', { name: 'Resolve 10 messages?' }).waitFor();
    await page.getByLabel('Note').fill('mended in the ERP <i>today</i>');
    await agree(page, 'Resolve 10 messages');
    await sees(page, 'Resolve: done for 10 messages.');
    await sees(page, 'No failed message matches these filters.');
    assert.equal(await open_letters('?key=SKU-00003*&state=resolved'), 10);
    await page.goto(`${all.node.url}/#/failed?key=SKU-00003*&state=resolved`);
    await rows(page).nth(9).waitFor();
    assert.match(
      await rows(page).first().textContent(),
      /resolved.*Note: mended in the ERP <i>today<\/i>/,
    );
  },
);

all.look('failed: one letter is discarded, and says so', '#/failed', async (page) => {
  const { id } = await letter_of(sku(1));
  await page.goto(`${all.node.url}/#/failed/${id}`);
  await page.getByRole('button', { name: 'Discard…' }).click();
  await page.getByLabel('Note').fill('not needed');
  await agree(page, 'Discard 1 message');
  await sees(page, 'It is discarded: nothing is left to do.');
  await sees(page, 'not needed');
  assert.equal((await all.node.ask('GET', `/dead-letters/${id}`)).state, 'discarded');
});

all.look(
  'failed: a discarded letter is reopened, and acted on as before',
  '#/failed',
  async (page) => {
    const { id } = await letter_of(sku(1));
    await page.goto(`${all.node.url}/#/failed/${id}`);
    await page.getByRole('button', { name: 'Reopen…' }).click();
    await page.getByRole('heading', { name: 'Reopen 1 message?' }).waitFor();
    await agree(page, 'Reopen 1 message');
    await sees(page, 'Reopen: done for 1 message.');
    await page.getByRole('button', { name: 'Replay…' }).waitFor();
    await sees(page, 'not needed'); // its note
    assert.equal((await all.node.ask('GET', `/dead-letters/${id}`)).state, 'open');
  },
);

all.look(
  'failed: a replay says for each closed letter why it stayed',
  '#/failed?key=SKU-00003*&state=resolved',
  async (page) => {
    await rows(page).getByRole('checkbox').first().check();
    await page.getByRole('button', { name: 'Reopen selected (1)' }).click();
    await agree(page, 'Reopen 1 message');
    await sees(page, 'Reopen: done for 1 message.');
    await page.goto(`${all.node.url}/#/failed?key=SKU-00003*&state=any`);
    await rows(page).nth(9).waitFor();
    await rows(page).getByRole('checkbox').nth(0).check();
    await rows(page).getByRole('checkbox').nth(1).check();
    await page.getByRole('button', { name: 'Replay selected (2)' }).click();
    await agree(page, 'Replay 1 message');
    await sees(page, 'The replay is done: 1 of 2 messages moved, 1 failed.');
    await sees(page, 'it is resolved; expected an open one: reopen it first');
    await all.node.settled();
  },
);

all.look(
  'failed: what somebody else has dealt with is not done twice',
  '#/failed?key=SKU-000002',
  async (page) => {
    await rows(page).getByRole('checkbox').check();
    const { id } = await letter_of(sku(2));
    await all.node.ask('POST', '/dead-letters/discard', { id: [id] });
    await page.getByRole('button', { name: 'Discard selected (1)' }).click();
    await sees(page, 'None of these messages is still open');
  },
);

const edit_of = async (page, key) => {
  const { id } = await letter_of(key);
  await page.goto(`${all.node.url}/#/failed/${id}`);
  await page.getByRole('button', { name: 'Edit the change' }).click();
  return [id, page.getByLabel('Fields', { exact: true })];
};

all.look(
  'failed: a change is mended, what is wrong with it is told, and nothing changes before it is right',
  '#/failed',
  async (page) => {
    const [id, fields] = await edit_of(page, sku(3));
    assert.equal(
      await fields.inputValue(),
      '{\n  "InventoryID": "SKU-000003",\n  "DefaultPrice": "abc"\n}',
    );
    const save = page.getByRole('button', { name: 'Save…' });
    assert.ok(await save.isDisabled());
    await fields.fill('{"InventoryID": "SKU-000003", "DefaultPrice": ');
    await sees(page, /Not JSON yet/);
    assert.equal(await fields.getAttribute('aria-invalid'), 'true');
    assert.ok(await save.isDisabled());
    await fields.fill('[1]');
    await sees(page, 'Expected an object');
    // What is JSON and yet no row of a price is for the node to say, in the form, where it was written.
    const wrong = '{"DefaultPrice": 5}';
    await fields.fill(wrong);
    await save.click();
    await page
      .locator('form.editor [role=alert]')
      .getByText('the rows name no record; expected the columns of its key')
      .waitFor();
    assert.equal(await fields.inputValue(), wrong);
    const untouched = await all.node.ask('GET', `/dead-letters/${id}`);
    assert.deepEqual(untouched.change.inserted, { InventoryID: sku(3), DefaultPrice: 'abc' });
    assert.equal(untouched.original, null);

    await fields.fill(
      '{"InventoryID": "SKU-000003", "DefaultPrice": 19.9000, "New": [1, {"a": "b,}"}]}',
    );
    await until(async () => (await page.locator('.differences li').count()) === 2);
    assert.equal(
      await page.locator('.differences li').first().textContent(),
      'DefaultPrice: "abc" → 19.9000',
    );
    await save.click();
    await sees(page, 'It stays about SKU-000003.');
    await page.getByLabel('Replay it now').uncheck();
    await agree(page, 'Save the change');
    await sees(page, 'The change is saved. Replay the message to send it.');
    await page.getByRole('heading', { name: 'The change as edited' }).waitFor();
    const shown = (name) => page.getByRole('region', { name }).textContent();
    assert.match(await shown('The change as edited'), /"DefaultPrice": 19\.9000,/);
    assert.match(await shown('The change as received'), /"DefaultPrice": "abc"/);

    await page.getByRole('button', { name: 'Replay…' }).click();
    await agree(page, 'Replay 1 message');
    await sees(page, 'It is resolved: nothing is left to do.');
    await page.getByRole('link', { name: 'See its outcome in the history' }).click();
    const past = page.getByRole('table', { name: 'History' }).locator('tbody tr');
    await until(async () => (await past.count()) >= 1);
    assert.match(await past.first().textContent(), /SKU-000003.*delivered/);
    assert.equal(await open_letters(`?key=${sku(3)}`), 0);
    assert.match(await all.store.prices(), /SKU-000003[^}]*19\.9/);
  },
);

all.look(
  'failed: a change that is edited to another key says so, and is replayed at once when agreed',
  '#/failed',
  async (page) => {
    const [, fields] = await edit_of(page, sku(4));
    await fields.fill('{"InventoryID": "SKU-000150", "DefaultPrice": 31.25}');
    await page.getByRole('button', { name: 'Save…' }).click();
    await sees(page, 'The message will be about SKU-000150, no longer about SKU-000004.');
    await agree(page, 'Cancel');
    assert.equal(await open_letters(`?key=${sku(4)}`), 1);
    await page.getByRole('button', { name: 'Save…' }).click();
    await agree(page, 'Save the change');
    await sees(page, 'The replay is done: 1 of 1 message moved.');
    await sees(page, 'It is resolved: nothing is left to do.');
    assert.match(await all.store.prices(), /SKU-000150[^}]*31\.25/);
  },
);

all.look(
  'failed: a change that is corrected wrongly is refused, with the reason',
  '#/failed',
  async (page) => {
    const [, fields] = await edit_of(page, sku(5));
    await fields.fill('{"InventoryID": "SKU-000005", "DefaultPrice": "1,5"}');
    await page.getByRole('button', { name: 'Save…' }).click();
    await page
      .getByText(/is not a number/)
      .first()
      .waitFor();
    assert.equal(await open_letters(`?key=${sku(5)}`), 1);
  },
);

all.look(
  'failed: what is being written stays when a replay of other messages ends',
  '#/failed?key=SKU-00004*',
  async (page) => {
    await page.getByRole('button', { name: /^Replay all/ }).click();
    await page.getByLabel('Messages per second').fill('5');
    await agree(page, /^Replay \d+ messages/);
    await sees(page, /The replay is running/);
    const { id } = await letter_of(sku(6));
    await page.evaluate((hash) => (location.hash = hash), `#/failed/${id}`);
    await page.getByRole('button', { name: 'Edit the change' }).click();
    const fields = page.getByLabel('Fields', { exact: true });
    await fields.fill('{"InventoryID": "SKU-000006", "DefaultPrice": 6}');
    await sees(page, /The replay is done/);
    await page.getByRole('link', { name: /^Failed since then: \d+/ }).waitFor();
    assert.match(await fields.inputValue(), /"DefaultPrice": 6/);
  },
);
