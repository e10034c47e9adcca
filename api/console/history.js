// The view of the history: the end of every change, with the store's answer.
import { with_parameters } from './api.js';
import { h, heading, table } from './dom.js';
import {
  entity_filter,
  key_filter,
  listing,
  status_filter,
  text_filter,
  time_filters,
} from './listing.js';
import { outcome_tag, reason_of, value_change } from './record.js';
import { when } from './times.js';
import { count, entity_name, key_filter_of, milliseconds, outcomes, spaced } from './words.js';

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

const letters_of = ({ entity, key }) =>
  `#${with_parameters('/failed', { entity, key: key_filter_of(key), state: 'any' })}`;
const columns = [
  {
    name: 'Time',
    kind: 'time',
    cell: (item) => h('a', { href: `#/history/${encodeURIComponent(item.id)}` }, when(item.at)),
  },
  {
    name: 'Key',
    kind: 'key',
    cell: (item) => [
      item.outcome === 'dead_lettered'
        ? h('a', { href: letters_of(item) }, item.key || 'no key')
        : item.key,
      item.delivery ? h('p', { class: 'hint' }, `as ${item.delivery}`) : null,
    ],
  },
  { name: 'Entity', cell: (item) => entity_name(item.entity) },
  { name: 'Outcome', cell: outcome_tag },
  { name: 'Old → new', cell: value_change },
  { name: 'Reason', kind: 'long', cell: (item) => reason_of(item.reason) || null },
  { name: 'Status', kind: 'number', cell: (item) => item.status?.toString() },
  { name: 'Attempts', kind: 'number', cell: (item) => count(item.attempts) },
  { name: 'Took', kind: 'number', cell: (item) => milliseconds(item.duration_ms) },
];
const request_column = { name: 'Request', kind: 'mono', cell: (item) => item.request_id || null };
const columns_for = (items) =>
  items.some((each) => each.request_id) ? [...columns, request_column] : columns;

export function history_view(parameters) {
  const list = listing({
    view: 'history',
    path: '/history',
    filters,
    parameters,
    none: 'No change that matches these filters has ended yet.',
    none_at_all: 'No change has ended yet: none has come from Acumatica, or all are still waiting.',
    draw: (items) => table('History', columns_for(items), items),
  });
  return { title: 'History', element: h('div', {}, heading('History'), list.form, list.place) };
}
