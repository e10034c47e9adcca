// The real node with the store simulator, and a browser that looks at its console.
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, test } from 'node:test';
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const build =
  process.env.ACUMAGE_BUILD ?? join(dirname(fileURLToPath(import.meta.url)), '../../build/dev');
export const admin_token = 'an-admin-token-of-32-characters-x';

/** A program and the line it prints when it serves. */
class Program {
  constructor(path, args, pattern) {
    this.log = '';
    this.child = spawn(path, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.exited = new Promise((resolve) => this.child.on('exit', resolve));
    this.serving = new Promise((resolve, reject) => {
      let out = '';
      this.child.stdout.on('data', (data) => {
        out += data;
        const found = pattern.exec(out);
        if (found) resolve(found);
      });
      this.child.stderr.on('data', (data) => (this.log += data));
      this.child.on('exit', () => reject(new Error(`${path} ended: ${this.log}`)));
    });
    this.serving.catch(() => {});
  }
  async end(signal) {
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill(signal);
    await this.exited;
  }
}

/** A simulated store with products SKU-000001, SKU-000002, … */
export class Store {
  /** `erp_items`: also an Acumatica with so many items of the same names. */
  static async start(products = 200, erp_items = 0) {
    const store = new Store();
    const erp = ['--acumatica', '0', '--erp-items', String(erp_items)];
    store.program = new Program(
      join(build, 'acumage-simulator'),
      ['--product-count', String(products), '--source', 'wh_east', ...(erp_items > 0 ? erp : [])],
      erp_items > 0 ? /listening 127.0.0.1:(\d+)\nacumatica (\S+)/ : /listening 127.0.0.1:(\d+)/,
    );
    const [, port, erp_url] = await store.program.serving;
    store.url = `http://127.0.0.1:${port}`;
    store.erp_url = erp_url;
    return store;
  }
  /** The settings of a node that pulls prices from this Acumatica. */
  get erp_settings() {
    return {
      'acumatica.url': this.erp_url,
      'acumatica.tenant': 'Northwind',
      'acumatica.client_id': '5F0D6F3E-6C1A-4B43-9A55-2F3F8D1E7A10@Northwind',
      'acumatica.client_secret': 'erp-client-secret',
      'acumatica.username': 'api',
      'acumatica.password': 'erp-password',
      'acumatica.requests_per_minute': '1000',
      'acumatica.page_size': '50',
      'acumatica.overlap': '60',
      'acumatica.lag': '60',
      'acumatica.lost_pushes': 'Acumage Lost Pushes',
      'acumatica.lost_pushes_every': '300',
      'pull.pricing.name': 'Acumage Price',
      'queries.Acumage Price': 'pricing',
    };
  }
  /** An order to the Acumatica's control: {write: [{entity, rows, push}], push, step_ms, faults}. */
  async erp(what) {
    const reply = await fetch(new URL('/__control', this.erp_url), {
      method: 'POST',
      body: JSON.stringify(what),
    });
    assert.equal(reply.status, 200, await reply.text());
  }
  /** Somebody edits prices in the store: {SKU: price}. */
  async edit_prices(prices) {
    const reply = await fetch(`${this.url}/rest/all/V1/products/base-prices`, {
      method: 'POST',
      headers: { Authorization: 'Bearer simulator-token', 'Content-Type': 'application/json' },
      body: JSON.stringify({
        prices: Object.entries(prices).map(([sku, price]) => ({ sku, price, store_id: 0 })),
      }),
    });
    assert.equal(reply.status, 200, await reply.text());
  }
  async tell(what, body) {
    const reply = await fetch(`${this.url}/simulator/${what}`, {
      method: 'POST',
      body: JSON.stringify(body),
    });
    assert.equal(reply.status, 200, await reply.text());
  }
  fault = (what) => this.tell('faults', what);
  create = (skus) => this.tell('products', { products: skus.map((sku) => ({ sku })) });
  clear = () => fetch(`${this.url}/simulator/faults`, { method: 'DELETE' });
  async prices() {
    return (await fetch(`${this.url}/simulator/prices`)).text();
  }
  stop = () => this.program.end('SIGTERM');
}

/** `acumage run` on a data folder and ports that stay the same through restarts. */
export class Node {
  constructor(store_url, settings) {
    this.settings = {
      'connection.magento_url': store_url,
      'connection.bearer_token': 'simulator-token',
      'queue.process_sleep_time': '0',
      'entities.pricing': 'true',
      'entities.inventory': 'true',
      'inventory_sync.warehouses': 'MAIN',
      'intake.port': '0',
      'admin.port': '0',
      'admin.token': admin_token,
      'delivery.probe_interval': '1',
      'delivery.settle_time': '0',
      'delivery.backoff_base': '0.05',
      ...settings,
    };
    this.stamp = 0;
  }

  /** Writes the settings as they are now to config.ini. */
  async write() {
    this.folder ??= await mkdtemp(join(tmpdir(), 'acumage-console-'));
    const file = join(this.folder, 'config.ini');
    const lines = [`[storage]\npath = ${join(this.folder, 'data')}`];
    for (const [name, value] of Object.entries(this.settings)) {
      const dot = name.lastIndexOf('.');
      lines.push(`[${name.slice(0, dot)}]\n${name.slice(dot + 1)} = ${value}`);
    }
    await writeFile(file, lines.join('\n'));
    return file;
  }

  async start() {
    const file = await this.write();
    this.program = new Program(
      join(build, 'acumage'),
      ['run', '--config', file],
      /intake=\S+:(\d+) admin=\S+:(\d+)/,
    );
    const [, intake, admin] = await this.program.serving;
    this.settings['intake.port'] = intake;
    this.settings['admin.port'] = admin;
    this.url = `http://127.0.0.1:${admin}`;
    this.intake = `http://127.0.0.1:${intake}`;
  }

  /** Has the node read its settings again. */
  async reload() {
    await this.write();
    const seen = () => this.program.log.split('msg=reloaded').length;
    const before = seen();
    this.program.child.kill('SIGHUP');
    await until(() => seen() > before);
  }
  async stop() {
    await this.program.end('SIGKILL');
  }
  async remove() {
    await this.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  async ask(method, path, body) {
    const headers = { Authorization: `Bearer ${this.settings['admin.token']}` };
    if (body) headers['Content-Type'] = 'application/json';
    const reply = await fetch(this.url + path, {
      method,
      headers,
      body: body && JSON.stringify(body),
    });
    assert.ok(reply.ok, `${method} ${path}: ${reply.status}`);
    return reply.json();
  }

  /** Price rows as Acumatica pushes them. */
  async push(rows, query = 'MC Price') {
    this.stamp += 1;
    const body = JSON.stringify({
      Inserted: rows,
      Deleted: [],
      Query: query,
      CompanyId: 'Northwind',
      Id: `note-${this.stamp}`,
      TimeStamp: this.stamp,
    });
    const reply = await fetch(`${this.intake}/push`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body,
    });
    assert.equal(reply.status, 200, await reply.text());
  }
  async settled() {
    await until(async () => (await this.ask('GET', '/stats')).journal.unsettled === 0);
  }
}

/** Waits until it holds, asking often. */
export async function until(holds, at_most_ms = 60_000) {
  const end = Date.now() + at_most_ms;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`not within ${at_most_ms} ms: ${holds}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: flags,
  });

/**
 * A page at `hash` of a node's console, signed in unless told otherwise. `page.sins` holds what no page may do: errors
 * in its console, and requests to elsewhere.
 */
export async function open_page(browser, node, hash = '#/now', { signed_in = true, ...how } = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...how,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.sins = [];
  page.on('pageerror', (problem) => page.sins.push(`error: ${problem.message}`));
  page.on('console', (said) => {
    // A refused or failed request of the page itself is written there by the browser; the page tells it in words.
    if (said.type() !== 'log' && !said.text().startsWith('Failed to load resource'))
      page.sins.push(`console: ${said.text()}`);
  });
  page.on('request', (asked) => {
    if (!asked.url().startsWith(`${node.url}/`)) page.sins.push(`request: ${asked.url()}`);
  });
  if (signed_in)
    await page.addInitScript(
      (token) =>
        sessionStorage.getItem('acumage.token') ?? sessionStorage.setItem('acumage.token', token),
      admin_token,
    );
  await page.goto(`${node.url}/${hash}`);
  return page;
}

/** A store, a node and a browser for the tests of a file; `look(name, hash, body)` is a test on a page of its own. */
export function scene(settings = {}, prepare = async () => {}, { products, erp_items } = {}) {
  const all = {};
  before(async () => {
    all.store = await Store.start(products, erp_items);
    const erp = erp_items > 0 ? all.store.erp_settings : {};
    all.node = new Node(all.store.url, { ...erp, ...settings });
    await all.node.start();
    all.browser = await launch();
    await prepare(all);
  });
  after(async () => {
    await all.browser?.close();
    await all.node?.remove();
    await all.store?.stop();
  });
  all.look = (name, hash, body, how) =>
    test(name, { timeout: 120_000 }, async () => {
      const page = await open_page(all.browser, all.node, hash, how);
      try {
        await body(page);
        assert.deepEqual(page.sins, []);
      } catch (problem) {
        if (process.env.KEEP)
          await page.screenshot({
            path: join(process.env.KEEP, `${name.replace(/\W+/g, '-')}.png`),
          });
        throw problem;
      } finally {
        await page.context().close();
      }
    });
  return all;
}

/** Waits for an element that holds the text. */
export const sees = (page, text) =>
  page.getByText(text).filter({ visible: true }).first().waitFor();
