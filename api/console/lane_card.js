// The card of a lane: what it is doing, why it has stopped if it has, and its switches.
import { spark } from './chart.js';
import { button, h, put } from './dom.js';
import { ago, count, counted, entities, span, spaced, state_kind } from './words.js';

const circuits = {
  closed: 'closed: the store accepts requests',
  open: 'open: the store does not accept requests; nothing is lost and no attempts are counted',
  half_open: 'half open: one request tests whether the store accepts requests again',
  held: 'held: most recent deliveries failed for the same cause, so the lane waits instead of failing the rest',
};

const next_words = (lane) =>
  lane.next_attempt_in_s === null
    ? 'none planned'
    : lane.next_attempt_in_s < 1
      ? 'now'
      : `in ${span(lane.next_attempt_in_s)}`;

const waits = (lane) => lane.waiting + lane.retrying + lane.parked;

const parked_words = (lane) =>
  lane.parked_oldest_s > 0
    ? `${count(lane.parked)}, the oldest for ${span(lane.parked_oldest_s)}`
    : count(lane.parked);

/** Rows of the card: name, value of a lane, when to hide the row, and a link to details. */
const rows = [
  ['Waiting', (lane) => count(lane.waiting)],
  ['Oldest', (lane) => (lane.oldest_age_s > 0 ? span(lane.oldest_age_s) : '–')],
  ['Sent', (lane) => (lane.mode === 'batched' ? 'in batches' : 'one by one')],
  ['Failed attempts', (lane) => count(lane.attempts_failed)],
  [
    'Retrying',
    (lane) => count(lane.retrying),
    (lane) => lane.retrying === 0,
    (entity) => `#/waiting?entity=${entity}&state=retrying`,
  ],
  [
    'Parked',
    parked_words,
    (lane) => lane.parked === 0,
    (entity) => `#/waiting?entity=${entity}&state=parked`,
  ],
  ['Delivered', (lane) => count(lane.delivered)],
  [
    'Failed messages',
    (lane) => count(lane.open_letters),
    (lane) => lane.open_letters === 0,
    (entity) => `#/failed?entity=${entity}`,
  ],
  [
    'Next try',
    next_words,
    (lane) => lane.circuit === 'closed' && (lane.next_attempt_in_s === null || waits(lane) === 0),
  ],
  ['Last success', (lane) => (lane.last_success ? ago(lane.last_success) : 'none yet')],
];

function circuit_words(lane) {
  const reason = lane.last_error ? ` The reason: ${lane.last_error}` : '';
  return `${circuits[lane.circuit] ?? spaced(lane.circuit)}.${lane.circuit === 'closed' ? '' : reason}`;
}

/** A switch calls `order(entity, what)`. */
export function lane_card(entity, order) {
  const name = entities[entity];
  const state = h('span', { class: 'state' });
  const intake = h('span', { class: 'state warn', hidden: true }, 'Intake off');
  const terms = rows.map(([term, , , more]) => {
    const value = more ? h('a', { href: more(entity) }) : h('span');
    return { value, row: h('div', {}, h('dt', {}, term), h('dd', {}, value)) };
  });
  const circuit = h('p', { class: 'circuit' });
  const line = spark();
  const pace = h('p', { class: 'pace' });
  let lane = null;
  const sending = button('', () => order(entity, lane.sending ? 'pause' : 'resume'));
  const taking = button('', () => order(entity, lane.intake ? 'stop-intake' : 'start-intake'), {
    class: 'quiet',
  });
  const element = h(
    'article',
    { class: 'card', 'aria-labelledby': `lane-${entity}` },
    h('header', {}, h('h2', { id: `lane-${entity}` }, name), intake, state),
    h('div', { class: 'pulse' }, line.element, pace),
    h(
      'dl',
      { class: 'facts' },
      terms.map(({ row }) => row),
    ),
    circuit,
    h('div', { class: 'actions' }, sending, taking),
  );
  return {
    element,
    show(now) {
      lane = now;
      put(state, spaced(lane.state));
      state.className = `state ${state_kind(lane.state)}`;
      state.title = lane.what ?? '';
      intake.hidden = lane.intake;
      rows.forEach(([, say, is_dull], i) => {
        put(terms[i].value, say(lane));
        terms[i].row.hidden = is_dull?.(lane) ?? false;
      });
      put(circuit, `Circuit ${circuit_words(lane)}`);
      circuit.className = `circuit ${lane.circuit === 'closed' ? '' : 'bad'}`;
      put(sending, `${lane.sending ? 'Pause' : 'Resume'} ${name.toLowerCase()}`);
      put(taking, lane.intake ? 'Stop intake' : 'Start intake');
      taking.setAttribute('aria-label', `${taking.textContent} of ${name.toLowerCase()}`);
    },
    show_hour(delivered, interval_s) {
      line.show(delivered);
      const sum = delivered.reduce((a, b) => a + b, 0);
      const time = span(delivered.length * interval_s);
      put(
        pace,
        delivered.length === 0
          ? 'The first figures arrive within seconds.'
          : `${counted(sum, 'change')} delivered in the last ${time}`,
      );
    },
  };
}
