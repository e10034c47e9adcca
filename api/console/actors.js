// The view of the node's actors, for finding the slow one.
import { h, heading, put, scroller } from './dom.js';
import { bytes, count, milliseconds, rate, span } from './words.js';

const columns = [
  ['Mailbox', (actor) => count(actor.mailbox)],
  ['At most', (actor) => count(actor.mailbox_high)],
  ['Handled', (actor) => count(actor.handled)],
  ['A second', (actor) => rate(actor.rate)],
  ['Half within', (actor) => (actor.handled === 0 ? '–' : milliseconds(actor.p50_us / 1000))],
  ['99 of 100 within', (actor) => (actor.handled === 0 ? '–' : milliseconds(actor.p99_us / 1000))],
  [
    'Last active',
    (actor) => (actor.age_ms === null ? 'not yet' : `${span(actor.age_ms / 1000)} ago`),
  ],
  ['Last failure', (actor) => actor.last_error ?? '–'],
];
const long = columns.length - 1;

const journal_facts = [
  ['Unsettled', ({ journal }) => count(journal.unsettled)],
  ['Size', ({ journal }) => bytes(journal.bytes)],
  ['Sync, half within', ({ journal }) => milliseconds(journal.sync_p50_us / 1000)],
  ['Sync, 99 of 100 within', ({ journal }) => milliseconds(journal.sync_p99_us / 1000)],
  ['Changes per sync', ({ journal }) => rate(journal.group_size)],
  ['Push answered, half within', ({ intake }) => milliseconds(intake.push_p50_us / 1000)],
  ['Push answered, 99 of 100 within', ({ intake }) => milliseconds(intake.push_p99_us / 1000)],
];

export function actors_view() {
  const body = h('tbody', { role: 'rowgroup' });
  const rows = new Map();
  const head = ['Actor', ...columns.map(([name]) => name)];
  const journal = journal_facts.map(() => h('dd'));

  const row_of = (name) => {
    if (rows.has(name)) return rows.get(name);
    const cells = columns.map(([column], i) =>
      h('td', { role: 'cell', 'data-name': column, class: i === long ? 'long' : 'number' }),
    );
    body.append(
      h(
        'tr',
        { role: 'row' },
        h('th', { scope: 'row', role: 'rowheader', class: 'key', 'data-name': 'Actor' }, name),
        cells,
      ),
    );
    rows.set(name, cells);
    return cells;
  };
  const element = h(
    'div',
    {},
    heading('Actors'),
    h(
      'p',
      { class: 'lead' },
      'The parts of the node, in the order in which a change passes through them. A mailbox that keeps growing points to the slow part.',
    ),
    scroller(
      h(
        'table',
        { role: 'table', 'aria-label': 'Actors' },
        h(
          'thead',
          { role: 'rowgroup' },
          h(
            'tr',
            { role: 'row' },
            head.map((each, i) =>
              h(
                'th',
                {
                  scope: 'col',
                  role: 'columnheader',
                  class: i === 0 || i === long + 1 ? '' : 'number',
                },
                each,
              ),
            ),
          ),
        ),
        body,
      ),
    ),
    h(
      'section',
      { 'aria-labelledby': 'journal' },
      h('h2', { id: 'journal' }, 'Journal and intake'),
      h(
        'dl',
        { class: 'facts wide' },
        journal_facts.map(([name], i) => h('div', {}, h('dt', {}, name), journal[i])),
      ),
    ),
  );
  return {
    title: 'Actors',
    element,
    figures(stats) {
      // The node creates its actors from the end of the pipeline to the beginning.
      for (const actor of [...stats.actors].reverse()) {
        const cells = row_of(actor.name);
        columns.forEach(([, say], i) => put(cells[i], say(actor)));
      }
      journal_facts.forEach(([, say], i) => put(journal[i], say(stats)));
    },
  };
}
