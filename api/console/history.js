// The view of what became of every change: the end of each, with the store's answer.
import { h, heading, table } from './dom.js';
import {
  entity_filter,
  key_filter,
  listing,
  status_filter,
  text_filter,
  time_filters,
} from './listing.js';
import { count, entity_name, milliseconds, outcomes, spaced, time } from './words.js';

const kinds = { delivered: 'good', superseded: '', filtered: '', dead_lettered: 'bad' };

const filters = [
  entity_filter,
  {
    name: 'outcome',
    label: 'Outcome',
    kind: 'choice',
    options: [['', 'All'], ...outcomes.map((each) => [each, spaced(each)])],
  },
  key_filter,
  status_filter,
  text_filter('reason or key'),
  ...time_filters,
];

const columns = [
  { name: 'Time', kind: 'time', cell: (item) => time(item.at) },
  {
    name: 'Key',
    kind: 'key',
    cell: (item) => [
      item.key,
      item.delivery ? h('p', { class: 'hint' }, `as ${item.delivery}`) : null,
    ],
  },
  { name: 'Entity', cell: (item) => entity_name(item.entity) },
  {
    name: 'Outcome',
    cell: (item) => h('span', { class: `tag ${kinds[item.outcome] ?? ''}` }, spaced(item.outcome)),
  },
  { name: 'Reason', kind: 'long', cell: (item) => item.reason || null },
  { name: 'Status', kind: 'number', cell: (item) => item.status?.toString() },
  { name: 'Attempts', kind: 'number', cell: (item) => count(item.attempts) },
  { name: 'Took', kind: 'number', cell: (item) => milliseconds(item.duration_ms) },
  { name: 'Request', kind: 'mono', cell: (item) => item.request_id || null },
];

export function history_view(parameters) {
  const list = listing({
    view: 'history',
    path: '/history',
    filters,
    parameters,
    none: 'Nothing that matches has ended yet.',
    draw: (items) => table('History', columns, items),
  });
  return { title: 'History', element: h('div', {}, heading('History'), list.form, list.place) };
}
