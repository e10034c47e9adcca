// The view of one failed message: its change, which can be edited, the request, and every attempt.
import { ask_text, with_parameters } from './api.js';
import { button, facts, h, heading, put, table } from './dom.js';
import { member, pretty } from './exact.js';
import { fill } from './frame.js';
import { act_on, jobs, replay_one } from './letter_actions.js';
import { advice } from './letter_classes.js';
import { editor, wrong_with } from './letter_editor.js';
import { last_address } from './listing.js';
import { fully, when } from './times.js';
import { count, entity_name, key_filter_of, spaced } from './words.js';

const capital = (words) => words[0].toUpperCase() + words.slice(1);

const halves = [
  ['inserted', 'Fields after'],
  ['deleted', 'Fields before'],
];

/** The rows of a change, or of the change before it was edited. */
function show_rows(rows) {
  const fields = halves
    .map(([name, title]) => [title, member(rows, name)])
    .filter(([, text]) => text !== null)
    .map(([title, text]) =>
      h(
        'div',
        {},
        h('h3', {}, title),
        h('pre', { tabindex: '0', 'aria-label': title }, pretty(text)),
      ),
    );
  return h('div', { class: 'halves' }, fields);
}

function show_change(change, original) {
  const about = ['query', 'company', 'id', 'accepted_at', 'version'].map((name) => {
    const text = member(change, name);
    const value = text === null ? null : JSON.parse(text);
    return [capital(spaced(name)), name === 'accepted_at' ? fully(value) : value && String(value)];
  });
  const title = original === null ? 'The change as received' : 'The change as edited';
  const before = [
    h('h2', { id: 'original' }, 'The change as received'),
    original && show_rows(original),
  ];
  return [
    h(
      'section',
      { 'aria-labelledby': 'change' },
      h('h2', { id: 'change' }, title),
      facts(about),
      show_rows(change),
    ),
    original === null ? null : h('section', { 'aria-labelledby': 'original' }, before),
  ].filter(Boolean);
}

function show_request(request) {
  const text =
    request === null
      ? 'Nothing was sent.'
      : wrong_with(request) === null
        ? pretty(request)
        : request;
  return h(
    'section',
    { 'aria-labelledby': 'request' },
    h('h2', { id: 'request' }, 'The request as sent'),
    request === null
      ? h('p', { class: 'none' }, text)
      : h('pre', { tabindex: '0', 'aria-label': 'Request' }, text),
  );
}

function show_attempts(attempts) {
  const columns = [
    { name: 'Attempt', kind: 'number', cell: (each) => String(attempts.indexOf(each) + 1) },
    { name: 'Time', kind: 'time', cell: (each) => fully(each.at) },
    {
      name: 'Status',
      kind: 'number',
      cell: (each) => (each.status === null ? 'no answer' : String(each.status)),
    },
    { name: 'The store’s answer', kind: 'long', cell: (each) => each.message },
    { name: 'Request', cell: (each) => each.request_id || '–' },
  ];
  return h(
    'section',
    { 'aria-labelledby': 'attempts' },
    h('h2', { id: 'attempts' }, `Attempts (${count(attempts.length)})`),
    attempts.length === 0
      ? h('p', { class: 'none' }, 'No attempts.')
      : table('Attempts', columns, attempts),
  );
}

const settled_words = (state) =>
  state === 'replaying'
    ? 'It is being replayed.'
    : `It is ${spaced(state)}: nothing is left to do.`;

/** The states that an operator has put it into, and can take back. */
const reopens = new Set(['resolved', 'discarded']);

export function letter_view(id) {
  const place = h('div');
  const job = h('div');
  const path = `/dead-letters/${encodeURIComponent(id)}`;
  const reload = () => fill(place, () => ask_text('GET', path), draw);

  function draw(text) {
    const letter = JSON.parse(text);
    const change = member(text, 'change');
    const edited = member(text, 'original'); // null or absent unless the change has been edited
    const original = edited === 'null' ? null : edited;
    const is_open = letter.state === 'open';
    const about = { entity: letter.entity, key: key_filter_of(letter.key) };
    const act = (verb) =>
      act_on(verb, { id: [letter.id], state: letter.state }, about).then(
        (was_done) => was_done && reload(),
      );
    const edit_place = h('div');
    const edited_now = async (to_replay) => {
      if (to_replay) await replay_one(letter);
      reload();
    };
    const edit = () => {
      edit_place.replaceChildren(editor(letter, change, edited_now));
      edit_place.querySelector('textarea').focus();
    };
    const past = h('a', { href: `#${with_parameters('/history', about)}` }, 'History of this key');
    const verbs = [
      button('Replay…', () => act('replay'), { class: 'primary' }),
      button('Edit the change', edit),
      button('Resolve…', () => act('resolve')),
      button('Discard…', () => act('discard'), { class: 'danger' }),
    ];
    const closed_verbs = reopens.has(letter.state)
      ? [button('Reopen…', () => act('reopen'), { class: 'primary' })]
      : [];
    const actions = is_open ? verbs : closed_verbs;
    put(title, letter.key ? `${letter.key} · message ${letter.id}` : `Message ${letter.id}`);
    return [
      is_open ? null : h('p', { class: 'settled' }, settled_words(letter.state)),
      h('p', { class: is_open ? 'error' : 'error past' }, letter.error),
      facts([
        ['State', spaced(letter.state)],
        ['Entity', entity_name(letter.entity)],
        ['Class', spaced(letter.class)],
        ['HTTP status', letter.status?.toString()],
        ['First failed', fully(letter.first_at)],
        [
          is_open ? 'Last failed' : capital(spaced(letter.state)),
          letter.last_at === letter.first_at ? null : fully(letter.last_at),
        ],
        ['Replays', count(letter.replays)],
        ['Note', letter.note],
        ['See also', letter.key ? past : null],
      ]),
      actions.length > 0 ? h('div', { class: 'actions' }, actions) : null,
      edit_place,
      is_open ? advice(letter) : null,
      show_change(change, original),
      show_request(letter.request),
      show_attempts(letter.attempts),
    ];
  }

  const header = heading(`Message ${id}`);
  const title = header.firstChild;
  const element = h(
    'div',
    {},
    h('p', {}, h('a', { href: last_address('failed') }, 'All failed messages')),
    header,
    job,
    place,
  );
  reload();
  // An open editor stays.
  const ended = () => place.querySelector('.editor') || reload();
  queueMicrotask(() => jobs.show_at(job, ended));
  return { title: `Message ${id}`, element };
}
