// The view of one reconciliation: its verdict, the classes of differences, their keys, and what corrects them.
import { ask, ask_text, with_parameters } from './api.js';
import { button, facts, h, heading, put, table } from './dom.js';
import { class_advice, correct, fix_of_row, fixes_of } from './differences.js';
import { attempt, fill } from './frame.js';
import { live, when_changed } from './live.js';
import { reconcile_job } from './reconcile_job.js';
import { fix_words, is_over, scope_words, took, verdict } from './reconcile_words.js';
import { fully } from './times.js';
import { count, counted, entity_name, spaced } from './words.js';

const address = (id, parameters = {}) =>
  `#${with_parameters(`/reconcile/${encodeURIComponent(id)}`, parameters)}`;

/** The file of all differences, as a download. */
async function download(job) {
  const text = await attempt(
    () =>
      ask_text('GET', `/reconcile/${encodeURIComponent(job.id)}/report`, null, {
        timeout_ms: 120_000,
      }),
    'The file cannot be read',
  );
  if (text === null) return;
  const url = URL.createObjectURL(new Blob([text], { type: 'text/csv' }));
  h('a', { href: url, download: `${job.entity}-${job.id}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

const about = (job) =>
  facts([
    ['Compared', scope_words(job)],
    ['Sides', job.compares_erp ? 'ERP, node and store' : 'Node and store'],
    ['Ordered', job.automatic ? 'by schedule' : 'manually'],
    ['Corrects', job.fix ? fix_words[job.fix] : null],
    ['Started', fully(job.started_at)],
    ['Took', took(job)],
    ['Keys', count(job.checked)],
    ['Agree', count(job.classes.agree ?? 0)],
    ['On their way', job.classes.in_flight ? count(job.classes.in_flight) : null],
    ['Differed at first', count(job.suspected)],
  ]);

const rows_in_file = (job) => job.differences + job.fixed;

function class_links(job, chosen) {
  const link = (name, words, number) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          href: address(job.id, { class: name }),
          'aria-current': name === chosen ? 'true' : null,
        },
        `${words} `,
        h('b', {}, count(number)),
      ),
    );
  const differing = Object.entries(job.classes)
    .filter(([name, number]) => number > 0 && !['agree', 'in_flight'].includes(name))
    .sort(([, a], [, b]) => b - a);
  return h(
    'nav',
    { class: 'classes', 'aria-label': 'Classes of differences' },
    h(
      'ul',
      {},
      link('', 'All', job.differences),
      differing.map(([name, n]) => link(name, spaced(name), n)),
    ),
  );
}

/** A value that differs from the one it should have is marked. */
const marked = (value, wanted) =>
  value === null ? null : value === wanted ? value : h('mark', {}, value);

/** The remedy; without its command where a button does the same. */
const remedy_of = (item, job) =>
  fix_of_row(item, job) ? item.remedy?.replace(/: run `.*$/s, '') : item.remedy;

function columns_of(job, act) {
  const wanted = (item) => (job.compares_erp ? item.erp : item.node);
  const fix = (item) => {
    const how = fix_of_row(item, job);
    return how
      ? button('Correct…', () => act(how, [item.key]), { 'aria-label': `Correct ${item.key}` })
      : null;
  };
  const erp = { name: 'ERP', kind: 'value', cell: (item) => item.erp };
  return [
    { name: 'Key', kind: 'key', cell: (item) => item.key },
    { name: 'Class', cell: (item) => h('span', { class: 'tag' }, spaced(item.class)) },
    ...(job.compares_erp ? [erp] : []),
    { name: 'Node', kind: 'value', cell: (item) => marked(item.node, wanted(item)) },
    { name: 'Store', kind: 'value', cell: (item) => marked(item.store, wanted(item)) },
    { name: 'Remedy', kind: 'aside', cell: (item) => remedy_of(item, job) },
    { name: 'Correct', cell: fix },
  ];
}

/** What is shown of a report that is over. */
function show_report(job, parameters, place) {
  const { class: chosen = '', cursor = '' } = parameters;
  const act = async (how, keys = null) => {
    const id = await correct(job, keys ? { ...how, number: keys.length } : how, keys);
    if (id) location.hash = address(id);
  };
  const { words, kind } = verdict(job);
  const parts = [h('p', { class: `verdict ${kind}`, role: 'status' }, words), about(job)];
  if (job.file === null || rows_in_file(job) === 0) return void place.replaceChildren(...parts);
  const corrections = job.differences === 0 ? [] : fixes_of(job);
  const bar = h(
    'div',
    { class: 'bar' },
    h(
      'div',
      { class: 'actions' },
      corrections.map((how) =>
        button(how.button(how.number), () => act(how), {
          class: how.danger ? 'danger' : 'primary',
        }),
      ),
      button('Download CSV', () => download(job)),
    ),
  );
  const rows = h('div', { class: 'list' });
  const pages = (next) => {
    const links = [];
    if (cursor) links.push(h('a', { href: address(job.id, { class: chosen }) }, 'First page'));
    if (next)
      links.push(h('a', { href: address(job.id, { class: chosen, cursor: next }) }, 'Next page'));
    return links.length === 0 ? null : h('nav', { class: 'pages', 'aria-label': 'Pages' }, links);
  };
  const path = with_parameters(`/reconcile/${encodeURIComponent(job.id)}`, {
    class: chosen,
    cursor,
  });
  fill(
    rows,
    () => ask('GET', path),
    ({ items, next }) => [
      job.fixed > 0
        ? h('p', { class: 'hint' }, 'As they were found, before the correction.')
        : null,
      items.length === 0
        ? h('p', { class: 'none' }, 'No key of this class differed.')
        : table('Differences', columns_of(job, act), items),
      pages(next),
    ],
  );
  place.replaceChildren(
    ...parts,
    ...[class_links(job, chosen), class_advice(chosen), bar, rows].filter(Boolean),
  );
}

export function report_view(id, parameters) {
  const place = h('div');
  const body = h('div');
  const running = reconcile_job(() => page.reload());
  const title = heading('Report');
  let over = false;
  const show_over = when_changed((job) => show_report(job, parameters, body));
  const show = ({ items, next, ...job }) => {
    over = is_over(job);
    put(title.querySelector('h1'), `Report: ${entity_name(job.entity)}, ${scope_words(job)}`);
    running.show(over ? null : job);
    if (over) show_over(job);
  };
  const get = () => ask('GET', `/reconcile/${encodeURIComponent(id)}`);
  const page = live(place, [running.element, body], get, show);
  const element = h(
    'div',
    { class: 'report' },
    h('p', {}, h('a', { href: '#/reconcile' }, 'All reports')),
    title,
    place,
  );
  return { title: 'Report', element, figures: () => over || page.look(), restarted: page.reload };
}
