// Starts a pull: what to read, a dry run that counts, and the confirmation.
import { ask } from './api.js';
import { choice, facts, field, h, put } from './dom.js';
import { attempt, notice, question } from './frame.js';
import { key_lines, keys_in } from './key_lines.js';
import { local_of } from './listing.js';
import { count, counted, entity_name } from './words.js';

const dry_run_ms = 1_800_000; // the node answers when it has counted

const scopes = [
  ['delta', 'Rows changed since the last complete run'],
  ['all', 'All rows'],
  ['since', 'Rows changed since a time'],
  ['key', 'Named records'],
];

function chosen_rows({ scope, since, keys }) {
  if (scope === 'since')
    return since.value
      ? { since: new Date(since.value).toISOString() }
      : 'Enter the time from which rows are read.';
  if (scope === 'key')
    return keys_in(keys).length > 0 ? { key: keys_in(keys) } : 'Enter at least one key.';
  return { [scope]: true };
}

/** What the dry run found, and what the pull will do. */
function findings(answer, order) {
  const sends = order.force
    ? 'Every value that is read is sent to the store, even if it has not changed.'
    : answer.new === 0
      ? 'Nothing differs from what the node knows: nothing would be sent.'
      : 'Values that differ from what the node knows are sent to the store. A newer push is never overwritten.';
  return [
    h('p', {}, sends),
    facts([
      ['Rows read', count(answer.rows)],
      ['Would be sent', count(answer.new)],
      ['Unchanged', count(answer.unchanged)],
      ['Superseded by a push', count(answer.superseded)],
    ]),
    answer.examples.length > 0
      ? [
          h('h3', {}, answer.examples.length < answer.new ? 'Some of the keys' : 'The keys'),
          h('p', { class: 'keys' }, answer.examples.join(', ')),
        ]
      : [],
  ].flat();
}

async function order_pull(order, say) {
  const name = entity_name(order.entity);
  say(
    `Counting: the node reads ${name.toLowerCase()} from Acumatica and compares. Nothing is sent.`,
  );
  const answer = await attempt(
    () => ask('POST', '/resync', { ...order, dry_run: true }, { timeout_ms: dry_run_ms }),
    'The dry run failed',
  );
  say('');
  if (!answer) return false;
  const number = order.force ? answer.rows : answer.new;
  const agreed = await question({
    title: `${name}: ${counted(number, 'value')} to send`,
    body: findings(answer, order),
    action: number === 0 ? 'Pull anyway' : `Pull and send ${counted(number, 'value')}`,
    danger: order.force,
  });
  if (!agreed) return false;
  const started = await attempt(() => ask('POST', '/resync', order), 'The pull cannot be started');
  if (started) notice(`The pull is queued as job ${started.id}.`);
  return started !== null;
}

/** `given`: parameters of the address that are filled in. show(schedule) offers the entities; `ordered` is called at each change of the list. */
export function pull_form(given, ordered) {
  const entity = choice([], '');
  const since = h('input', { type: 'datetime-local', value: local_of(given.since) });
  const keys = key_lines();
  const force = h('input', { type: 'checkbox', id: 'pull-force' });
  const scope = choice(scopes, given.since ? 'since' : 'delta');
  const since_field = field('Since', since);
  const keys_field = field('Keys', keys, 'One per line.');
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const said = h('p', { class: 'hint', role: 'status' });
  const start = h('button', { type: 'submit', class: 'primary' }, 'Count first…');
  const show_fields = () => {
    since_field.hidden = scope.value !== 'since';
    keys_field.hidden = scope.value !== 'key';
    put(wrong, '');
  };
  scope.addEventListener('change', show_fields);
  show_fields();
  const submit = async (event) => {
    event.preventDefault();
    const rows = chosen_rows({ scope: scope.value, since, keys });
    put(wrong, typeof rows === 'string' ? rows : '');
    if (typeof rows === 'string') return;
    start.disabled = true;
    const order = { entity: entity.value, ...rows, ...(force.checked ? { force: true } : {}) };
    await order_pull(order, (words) => {
      put(said, words);
      ordered();
    });
    start.disabled = false;
    ordered();
  };
  const element = h(
    'form',
    { class: 'panel order', 'aria-label': 'Start a pull', onsubmit: submit },
    h('h2', {}, 'Start a pull'),
    h(
      'div',
      { class: 'fields' },
      field('Entity', entity),
      field('Rows', scope),
      since_field,
      keys_field,
    ),
    h(
      'div',
      { class: 'check' },
      force,
      h('label', { for: 'pull-force' }, 'Also send values that have not changed'),
    ),
    wrong,
    h('div', { class: 'actions' }, start, said),
  );
  const show = (schedule) => {
    const known = schedule.map((each) => each.entity);
    if ([...entity.options].map((each) => each.value).join() === known.join()) return;
    const before = entity.value || given.entity;
    entity.replaceChildren(
      ...known.map((each) =>
        h('option', { value: each, selected: each === before }, entity_name(each)),
      ),
    );
  };
  return { element, show };
}
