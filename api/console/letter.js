// The view of one failed message: what it was, every attempt, and its change to be mended.
import { ask_text } from './api.js';
import { button, facts, h, heading, table } from './dom.js';
import { member, pretty } from './exact.js';
import { fill } from './frame.js';
import { act_on, jobs } from './letter_actions.js';
import { editor, wrong_with } from './letter_editor.js';
import { classes, count, entity_name, spaced, time } from './words.js';

const capital = (words) => words[0].toUpperCase() + words.slice(1);

const halves = [
  ['inserted', 'Fields after'],
  ['deleted', 'Fields before'],
];

/** The rows of a change, or of what it was before it was edited. */
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
    return [capital(spaced(name)), name === 'accepted_at' ? time(value) : value && String(value)];
  });
  const title = original === null ? 'The change as it came' : 'The change as it was edited';
  const before = [
    h('h2', { id: 'original' }, 'The change as it came'),
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
    { name: 'Time', kind: 'time', cell: (each) => time(each.at) },
    {
      name: 'Status',
      kind: 'number',
      cell: (each) => (each.status === null ? 'no answer' : String(each.status)),
    },
    { name: 'What the store said', kind: 'long', cell: (each) => each.message },
    { name: 'Request', cell: (each) => each.request_id || '–' },
  ];
  return h(
    'section',
    { 'aria-labelledby': 'attempts' },
    h('h2', { id: 'attempts' }, `Attempts (${count(attempts.length)})`),
    attempts.length === 0
      ? h('p', { class: 'none' }, 'None was made.')
      : table('Attempts', columns, attempts),
  );
}

export function letter_view(id) {
  const place = h('div');
  const job = h('div');
  const path = `/dead-letters/${encodeURIComponent(id)}`;
  const reload = () => fill(place, () => ask_text('GET', path), draw);

  function draw(text) {
    const letter = JSON.parse(text);
    const change = member(text, 'change');
    const edited = member(text, 'original'); // null, or left out, as long as nobody has edited it
    const original = edited === 'null' ? null : edited;
    const act = (verb) =>
      act_on(verb, { id: [letter.id], state: letter.state }).then(
        (was_done) => was_done && reload(),
      );
    const edit_place = h('div');
    const edit = () => {
      edit_place.replaceChildren(editor(letter, change, reload));
      edit_place.querySelector('textarea').focus();
    };
    const is_open = letter.state === 'open';
    const verbs = [
      button('Replay…', () => act('replay'), { class: 'primary' }),
      button('Edit the change', edit),
      button('Resolve…', () => act('resolve')),
      button('Discard…', () => act('discard'), { class: 'danger' }),
    ];
    return [
      h('p', { class: 'error' }, letter.error),
      facts([
        ['Key', letter.key],
        ['State', spaced(letter.state)],
        ['Entity', entity_name(letter.entity)],
        ['Class', `${spaced(letter.class)}: ${classes[letter.class] ?? ''}`],
        ['What helps', letter.remedy],
        ['HTTP status', letter.status?.toString()],
        ['First failed', time(letter.first_at)],
        ['Last failed', time(letter.last_at)],
        ['Replays', count(letter.replays)],
        ['Note', letter.note],
      ]),
      is_open
        ? h('div', { class: 'actions' }, verbs)
        : h(
            'p',
            { class: 'hint' },
            letter.state === 'replaying'
              ? 'It is on its way again.'
              : `It is ${spaced(letter.state)}: nothing is left to do.`,
          ),
      edit_place,
      show_change(change, original),
      show_request(letter.request),
      show_attempts(letter.attempts),
    ];
  }

  const element = h(
    'div',
    {},
    h('p', {}, h('a', { href: '#/failed' }, 'All failed messages')),
    heading(`Message ${id}`),
    job,
    place,
  );
  reload();
  queueMicrotask(() => jobs.show_at(job, reload));
  return { title: `Message ${id}`, element };
}
