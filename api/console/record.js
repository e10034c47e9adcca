// One record of the history: the value before and after, the request, and the store's answer.
import { ask, with_parameters } from './api.js';
import { facts, h, heading, put } from './dom.js';
import { pretty } from './exact.js';
import { fill } from './frame.js';
import { wrong_with } from './letter_editor.js';
import { last_address } from './listing.js';
import { fully } from './times.js';
import { count, entity_name, milliseconds, spaced } from './words.js';

export const outcome_kinds = {
  delivered: 'good',
  superseded: '',
  filtered: '',
  dead_lettered: 'bad',
};

export const outcome_tag = (item) =>
  h('span', { class: `tag ${outcome_kinds[item.outcome] ?? ''}` }, spaced(item.outcome));

const sources = {
  push: 'a push from Acumatica',
  pull: 'a pull from Acumatica',
  sent: 'acumage send, or POST /changes',
  node: 'the node, which sent a remembered value again',
};
export const source_words = (item) => sources[item.source] ?? null;

/** unknown_record: text → unknown record: text. */
export const reason_of = (reason) => reason.replace(/^[a-z]+(_[a-z]+)+(?=:|$)/, spaced);

/** The value before and after; null if the change had none. */
export function value_change(item) {
  if (!item.recorded) return h('span', { class: 'hint' }, 'not recorded');
  if (item.value === null) return null;
  const before = item.previous === null ? [] : [h('span', { class: 'old' }, item.previous), ' → '];
  return h('span', { class: 'change' }, before, h('b', {}, item.value));
}

const code = (label, text) =>
  h('pre', { tabindex: '0', 'aria-label': label }, wrong_with(text) === null ? pretty(text) : text);

/** The request and the answer; `item` is a whole record. */
export function exchange_of(item) {
  if (!item.recorded)
    return h('p', { class: 'hint' }, 'Request and answer were not recorded by this version.');
  if (item.request === null) return h('p', { class: 'hint' }, 'Nothing was sent to the store.');
  const { line, body } = item.request;
  return h(
    'div',
    { class: 'exchange' },
    h('h3', {}, 'Request'),
    line ? h('p', { class: 'code' }, line) : null,
    body ? code('Request', body) : null,
    h('h3', {}, item.status === null ? 'No answer' : `Answer ${item.status}`),
    item.answer
      ? code('Answer', item.answer)
      : h('p', { class: 'hint' }, 'It says nothing about this record.'),
  );
}

const trace_of = ({ entity, key, delivery }) =>
  `#${with_parameters('/trace', { key: delivery ?? key, entity })}`;

export function record_view(id) {
  const place = h('div');
  const header = heading('Record of the history');
  fill(
    place,
    () => ask('GET', `/history/${encodeURIComponent(id)}`),
    (item) => {
      put(header.firstChild, item.key || 'A change without a key');
      const about = facts([
        ['Outcome', outcome_tag(item)],
        ['Value', value_change(item)],
        ['Entity', entity_name(item.entity)],
        ['Sent as', item.delivery],
        ['Ended', fully(item.at)],
        ['Came by', source_words(item)],
        ['Acceptance number', item.sequence],
        ['Version', item.version],
        ['Attempts', count(item.attempts)],
        ['Took', milliseconds(item.duration_ms)],
        ['Request id', item.request_id],
        ['See also', item.key ? h('a', { href: trace_of(item) }, 'Trace of this key') : null],
      ]);
      about.classList.add('wide');
      return [
        item.reason ? h('p', { class: 'reason' }, reason_of(item.reason)) : null,
        about,
        h(
          'section',
          { 'aria-labelledby': 'exchange' },
          h('h2', { id: 'exchange' }, 'Request and answer'),
          exchange_of(item),
        ),
      ];
    },
  );
  const back = h('p', {}, h('a', { href: last_address('history') }, 'The history'));
  return { title: 'Record of the history', element: h('div', {}, back, header, place) };
}
