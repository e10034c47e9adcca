// The view of one failed message: what it was, every attempt, and its change to be mended.
import { ask_text } from './api.js';
import { button, facts, field, h, heading, table } from './dom.js';
import { differences, member, pretty } from './exact.js';
import { attempt, fill, notice } from './frame.js';
import { act_on, jobs } from './letter_actions.js';
import { classes, count, entity_name, spaced, time } from './words.js';

const capital = (words) => words[0].toUpperCase() + words.slice(1);

const halves = [
  ['inserted', 'Fields after'],
  ['deleted', 'Fields before'],
];

function show_change(change) {
  const about = ['query', 'company', 'id', 'accepted_at', 'version'].map((name) => {
    const text = member(change, name);
    const value = text === null ? null : JSON.parse(text);
    return [capital(spaced(name)), name === 'accepted_at' ? time(value) : value && String(value)];
  });
  const fields = halves
    .map(([name, title]) => [title, member(change, name)])
    .filter(([, text]) => text !== null)
    .map(([title, text]) =>
      h(
        'div',
        {},
        h('h3', {}, title),
        h('pre', { tabindex: '0', 'aria-label': title }, pretty(text)),
      ),
    );
  return h(
    'section',
    { 'aria-labelledby': 'change' },
    h('h2', { id: 'change' }, 'The change as it came'),
    facts(about),
    h('div', { class: 'halves' }, fields),
  );
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

/** Says where a text stops being an object, or null. */
function wrong_with(text) {
  try {
    const value = JSON.parse(text);
    return value !== null && typeof value === 'object' && !Array.isArray(value)
      ? null
      : 'Expected an object: {"name": value, …}';
  } catch (problem) {
    return `Not JSON yet: ${problem.message}`;
  }
}

/** The fields to be mended. The text is sent as it stands, so that no digit of it is lost. */
function editor(letter, change, done) {
  const name = member(change, 'inserted') === null ? 'deleted' : 'inserted';
  const before = member(change, name) ?? '{}';
  const text = h('textarea', {
    rows: String(Math.min(24, pretty(before).split('\n').length + 2)),
    class: 'code',
    spellcheck: 'false',
  });
  text.value = pretty(before);
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const changes = h('ul', { class: 'differences', 'aria-live': 'polite' });
  const save = h('button', { type: 'submit', class: 'primary' }, 'Save the change');
  const look = () => {
    const problem = wrong_with(text.value);
    wrong.textContent = problem ?? '';
    text.setAttribute('aria-invalid', String(problem !== null));
    const differing = problem === null ? differences(before, text.value) : [];
    save.disabled = differing.length === 0;
    changes.replaceChildren(
      ...differing.map(([field_name, was, is]) =>
        h(
          'li',
          {},
          h('b', {}, field_name),
          ': ',
          was === null ? h('i', {}, 'new') : h('del', {}, was),
          ' → ',
          is === null ? h('i', {}, 'gone') : h('ins', {}, is),
        ),
      ),
    );
  };
  const submit = async (event) => {
    event.preventDefault();
    look();
    if (save.disabled) return;
    save.disabled = true;
    try {
      await ask_text(
        'PUT',
        `/dead-letters/${encodeURIComponent(letter.id)}/change`,
        edited(change, text.value),
      );
      notice(
        'The change is saved; the message keeps the original beside it. Replay it to send it.',
      );
      done();
    } catch (problem) {
      if (!problem.kind) throw problem;
      wrong.textContent = problem.message;
      save.disabled = false;
    }
  };
  text.addEventListener('input', look);
  look();
  return h(
    'form',
    { class: 'panel editor', onsubmit: submit },
    field('Fields', text, 'JSON. The version of the change stays as it is.'),
    wrong,
    changes,
    h('div', { class: 'actions' }, save, button('Leave it as it is', done)),
  );
}

/** The node's own form of a change: entity, version and fields (docs of POST /changes). */
function edited(change, fields) {
  const parts = [`"entity":${member(change, 'entity')}`, `"version":${member(change, 'version')}`];
  if (member(change, 'inserted') === null) parts.push('"deleted":true');
  return `{${parts.join(',')},"fields":${fields}}`;
}

export function letter_view(id) {
  const place = h('div');
  const job = h('div');
  const path = `/dead-letters/${encodeURIComponent(id)}`;
  const reload = () => fill(place, () => ask_text('GET', path), draw);

  function draw(text) {
    const letter = JSON.parse(text);
    const change = member(text, 'change');
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
      show_change(change),
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
