// The lanes as a table: what each is doing, how fast, what waits, and its switches. Details unfold below a row.
import { spark } from './chart.js';
import { button, h, put, scroller } from './dom.js';
import { ago, count, counted, entities, rate, span, spaced, state_kind, time } from './words.js';

const circuits = {
  closed: 'closed',
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

const age = (seconds) => (seconds > 0 ? span(seconds) : '–');
const past = (when) => (when ? ago(when) : 'none yet');

/** Columns of figures: name, text of a lane, and where a count leads. */
const figures = [
  ['In', (_, pace) => pace.in],
  ['Out', (_, pace) => pace.out],
  ['Waiting', (lane) => count(lane.waiting), (entity) => `#/waiting?entity=${entity}`],
  ['Parked', (lane) => count(lane.parked), (entity) => `#/waiting?entity=${entity}&state=parked`],
  ['Failed', (lane) => count(lane.failed), (entity) => `#/failed?entity=${entity}`],
  ['Oldest', (lane) => age(lane.oldest_age_s)],
];

/** What unfolds: name, text of a lane. */
const details = [
  ['Delivered', (lane) => count(lane.delivered)],
  ['Sent', (lane) => (lane.mode === 'batched' ? 'in batches' : 'one by one')],
  ['In flight', (lane) => count(lane.in_flight)],
  ['Retrying', (lane) => count(lane.retrying)],
  ['Failed attempts', (lane) => count(lane.attempts_failed)],
  ['Parked for', (lane) => age(lane.parked_oldest_s)],
  ['Next try', next_words],
  ['Last from the ERP', (lane) => past(lane.last_accepted)],
  ['Last delivery', (lane) => past(lane.last_success)],
  ['Circuit', (lane) => circuits[lane.circuit] ?? spaced(lane.circuit)],
  ['Last error', (lane) => lane.last_error ?? 'none'],
];

const cell = (name, kind, value) =>
  h('td', { role: 'cell', class: kind, 'data-name': name }, h('div', {}, value));

/** One lane. A switch calls `order(entity, what)`. */
function lane_rows(entity, order) {
  const name = entities[entity];
  const state = h('span', { class: 'state' });
  const intake = h('span', { class: 'state warn', hidden: true }, 'Intake off');
  const since = h('p', { class: 'hint' });
  const line = spark();
  const pace_words = h('span', { class: 'unseen' });
  const values = figures.map(([, , more]) => (more ? h('a', { href: more(entity) }) : h('span')));
  const facts = details.map(() => h('dd'));
  let lane = null;
  let pace = { in: '–', out: '–' };
  const sending = button('', () => order(entity, lane.sending ? 'pause' : 'resume'));
  const taking = button('', () => order(entity, lane.intake ? 'stop-intake' : 'start-intake'), {
    class: 'quiet',
  });
  const unfolded = h(
    'tr',
    { role: 'row', class: 'details', hidden: true, id: `lane-${entity}-details` },
    h(
      'td',
      { role: 'cell', colspan: figures.length + 4 },
      h(
        'dl',
        { class: 'facts' },
        details.map(([term], i) => h('div', {}, h('dt', {}, term), facts[i])),
      ),
      h('div', { class: 'actions' }, taking),
    ),
  );
  const fold = button(
    'Details',
    () => {
      unfolded.hidden = !unfolded.hidden;
      fold.setAttribute('aria-expanded', String(!unfolded.hidden));
    },
    { class: 'quiet', 'aria-expanded': 'false', 'aria-controls': unfolded.id },
  );
  fold.setAttribute('aria-label', `Details of ${name.toLowerCase()}`);
  const row = h(
    'tr',
    { role: 'row' },
    h('th', { scope: 'row', role: 'rowheader', id: `lane-${entity}` }, name),
    cell('State', '', [state, ' ', intake, since]),
    figures.map(([term], i) => cell(term, 'number', values[i])),
    cell('Last hour', 'hour', [line.element, pace_words]),
    cell('Switches', 'switches', h('div', { class: 'actions' }, sending, fold)),
  );
  const element = h(
    'tbody',
    { role: 'rowgroup', 'aria-labelledby': `lane-${entity}` },
    row,
    unfolded,
  );
  const draw = () => {
    if (lane === null) return;
    figures.forEach(([, say], i) => {
      put(values[i], say(lane, pace));
      values[i].classList.toggle('none', values[i].textContent === '0');
    });
    details.forEach(([, say], i) => put(facts[i], say(lane)));
  };
  return {
    element,
    show(now) {
      lane = now;
      put(state, spaced(lane.state));
      state.className = `state ${state_kind(lane.state)}`;
      state.title = lane.what ?? '';
      put(
        since,
        lane.state_since ? `for ${span((Date.now() - new Date(lane.state_since)) / 1000)}` : '',
      );
      since.title = time(lane.state_since) ?? '';
      intake.hidden = lane.intake || lane.state === 'intake_stopped';
      draw();
      put(sending, lane.sending ? 'Pause' : 'Resume');
      sending.setAttribute('aria-label', `${sending.textContent} ${name.toLowerCase()}`);
      put(taking, lane.intake ? 'Stop intake' : 'Start intake');
      taking.setAttribute('aria-label', `${taking.textContent} of ${name.toLowerCase()}`);
    },
    show_hour({ accepted, delivered }, interval_s) {
      line.show(delivered);
      const latest = (column) =>
        column.length === 0 ? '–' : `${rate(column.at(-1) / interval_s)}/s`;
      pace = { in: latest(accepted), out: latest(delivered) };
      const sum = delivered.reduce((a, b) => a + b, 0);
      put(
        pace_words,
        `${counted(sum, 'change')} delivered in ${span(delivered.length * interval_s)}`,
      );
      draw();
    },
  };
}

/** show(lanes) takes those of GET /stats, each with `failed`: its open messages. */
export function lane_table(order) {
  const rows = Object.keys(entities).map((entity) => [entity, lane_rows(entity, order)]);
  const titles = ['Lane', 'State', ...figures.map(([name]) => name), 'Last hour', 'Switches'];
  const heads = titles.map((name, i) =>
    h('th', { scope: 'col', role: 'columnheader', class: i > 1 && i < 8 ? 'number' : '' }, name),
  );
  const element = scroller(
    h(
      'table',
      { role: 'table', class: 'lanes', 'aria-label': 'Lanes' },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, heads)),
      rows.map(([, each]) => each.element),
    ),
  );
  return {
    element,
    show: (lanes) => rows.forEach(([entity, row]) => row.show(lanes[entity])),
    show_hour: (series) =>
      rows.forEach(([entity, row]) => row.show_hour(series.lanes[entity], series.interval_s)),
  };
}
