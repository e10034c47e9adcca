// The form for editing the change of a failed message.
import { ask, ask_text } from './api.js';
import { button, field, h } from './dom.js';
import { differences, member, pretty } from './exact.js';
import { notice, question } from './frame.js';

const halves = [
  ['inserted', 'Fields'],
  ['deleted', 'Fields as they were before'],
];

/** What keeps the text from being a JSON object, or null. */
export function wrong_with(text) {
  try {
    const value = JSON.parse(text);
    const is_object = value !== null && typeof value === 'object' && !Array.isArray(value);
    return is_object ? null : 'Expected an object: {"name": value, …}';
  } catch (problem) {
    return `Not JSON yet: ${problem.message}`;
  }
}

function difference([name, was, is]) {
  const before = was === null ? h('i', {}, 'new') : h('del', {}, was);
  const after = is === null ? h('i', {}, 'gone') : h('ins', {}, is);
  return h('li', {}, h('b', {}, name), ': ', before, ' → ', after);
}

function text_of(rows) {
  const laid = pretty(rows);
  const lines = String(Math.min(24, laid.split('\n').length + 2));
  const made = h('textarea', { rows: lines, class: 'code', spellcheck: 'false' });
  made.value = laid;
  return made;
}

/** Submits the change as a dry run, then asks for confirmation. Throws the node's objection. */
async function agreed(path, body, key) {
  const tried = await ask('PUT', `${path}?dry_run=true`, body);
  const moves = tried.key !== key;
  const replay = h('input', { type: 'checkbox', id: 'edit-replay', checked: true });
  return question({
    title: 'Save the change?',
    body: [
      h(
        'p',
        {},
        moves
          ? `The message will be about ${tried.key}, no longer about ${key}.`
          : `It stays about ${key}.`,
      ),
      tried.ruling ? h('p', { class: 'wrong' }, `It would not be sent: ${tried.ruling}.`) : null,
      h('p', {}, 'The original change is kept as well.'),
      h('div', { class: 'check' }, replay, h('label', { for: 'edit-replay' }, 'Replay it now')),
    ],
    action: 'Save the change',
    values: () => ({ replay: replay.checked }),
  });
}

/**
 * The texts are sent unchanged, so that no digit is lost. `done` is called when the form is finished: with true when
 * the message should be replayed.
 */
export function editor(letter, change, done) {
  const path = `/dead-letters/${encodeURIComponent(letter.id)}/change`;
  const rows = halves
    .map(([name, label]) => ({ name, label, before: member(change, name) }))
    .filter(({ before }) => before !== null)
    .map((each) => ({ ...each, text: text_of(each.before) }));
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const changes = h('ul', { class: 'differences', 'aria-live': 'polite' });
  const save = h('button', { type: 'submit', class: 'primary' }, 'Save…');
  const look = () => {
    const problems = rows.map(({ text }) => wrong_with(text.value));
    rows.forEach(({ text }, i) => text.setAttribute('aria-invalid', String(problems[i] !== null)));
    const problem = problems.find((each) => each !== null);
    wrong.textContent = problem ?? '';
    const differing = problem
      ? []
      : rows.flatMap(({ before, text }) => differences(before, text.value));
    save.disabled = differing.length === 0;
    changes.replaceChildren(...differing.map(difference));
  };
  const submit = async (event) => {
    event.preventDefault();
    const body = `{${rows.map(({ name, text }) => `"${name}":${text.value}`).join(',')}}`;
    save.disabled = true;
    try {
      const answer = await agreed(path, body, letter.key);
      if (answer) {
        await ask_text('PUT', path, body);
        notice(`The change is saved.${answer.replay ? '' : ' Replay the message to send it.'}`);
        return void done(answer.replay);
      }
    } catch (problem) {
      if (!problem.kind) throw problem;
      wrong.textContent = problem.message;
    }
    save.disabled = false;
  };
  rows.forEach(({ text }) => text.addEventListener('input', look));
  look();
  const fields = rows.map(({ label, text }) =>
    field(label, text, 'JSON. Numbers keep every digit.'),
  );
  const actions = [save, button('Leave it as it is', () => done(false))];
  return h(
    'form',
    { class: 'panel editor', onsubmit: submit },
    fields,
    wrong,
    changes,
    h('div', { class: 'actions' }, actions),
  );
}
