// The view of what the node does now: the five lanes, and the last hour as charts.
import { ask } from './api.js';
import { chart } from './chart.js';
import { button, choice, field, h, heading, put } from './dom.js';
import { attempt, notice, question } from './frame.js';
import { lane_card } from './lane_card.js';
import { node } from './node.js';
import { bytes, count, counted, entities, milliseconds, rate, span } from './words.js';

const orders = {
  pause: {
    action: 'Pause',
    says: (lanes) => `Nothing of ${lanes} is sent until you resume. What comes in is kept, and this stays so after a restart.`,
  },
  resume: { action: 'Resume', says: (lanes) => `All of ${lanes} that waits is sent at once.` },
  'stop-intake': {
    action: 'Stop intake',
    danger: true,
    says: (lanes) =>
      `What Acumatica pushes of ${lanes} from now on is answered as taken and thrown away: it is kept nowhere and ` +
      'cannot be brought back. To hold it instead, pause.',
  },
  'start-intake': { action: 'Start intake', says: (lanes) => `What Acumatica pushes of ${lanes} is taken again.` },
};

function waiting_words(which, what) {
  const lanes = Object.entries(node.stats?.lanes ?? {}).filter(([each]) => which === 'all' || each === which);
  const waits = lanes.reduce((sum, [, lane]) => sum + lane.waiting + lane.retrying, 0);
  return ['pause', 'resume'].includes(what) ? ` ${counted(waits, 'delivery waits', 'deliveries wait')} now.` : '';
}

async function order(which, what) {
  const { action, danger, says } = orders[what];
  const lanes = which === 'all' ? 'all lanes' : entities[which].toLowerCase();
  const agreed = await question({
    title: `${action}: ${lanes}?`,
    body: h('p', {}, says(lanes) + waiting_words(which, what)),
    action,
    danger,
  });
  if (!agreed) return;
  const answer = await attempt(() => ask('POST', `/lanes/${which}/${what}`), `${action} did not work`);
  if (answer) notice(`${action}: ${lanes}. The state is now “${answer.state}”.`);
  node.look();
}

/** The charts of one lane or all, drawn anew each ten seconds from /series. */
function hour() {
  const throughput = chart({
    title: 'Changes a second',
    lines: [
      { name: 'Accepted', kind: 'plain' },
      { name: 'Delivered', kind: 'good' },
      { name: 'Failed', kind: 'bad' },
    ],
    say: (value) => `${rate(value)}/s`,
  });
  const latency = chart({
    title: 'From accepted to delivered',
    lines: [
      { name: '99 of 100 within', kind: 'plain' },
      { name: 'Half within', kind: 'good' },
    ],
    say: milliseconds,
  });
  const waiting = chart({
    title: 'Deliveries waiting',
    lines: [{ name: 'Waiting', kind: 'plain' }],
    say: (value) => count(Math.round(value)),
    least: 2,
  });
  let series = null;
  const show = () => {
    if (series === null) return;
    const lane = series.lanes[lanes.value];
    const times = series.at.map((each) => new Date(each));
    const per_second = (column) => column.map((each) => each / series.interval_s);
    throughput.show(times, [lane.accepted, lane.delivered, lane.dead_lettered].map(per_second));
    latency.show(times, [lane.p99_ms, lane.p50_ms]);
    waiting.show(times, [lane.waiting]);
  };
  const lanes = choice([['all', 'All lanes'], ...Object.entries(entities)], 'all', { onchange: show });
  const element = h(
    'section',
    { 'aria-labelledby': 'hour' },
    h('div', { class: 'heading' }, h('h2', { id: 'hour' }, 'The last hour'), field('Charts of', lanes)),
    h('div', { class: 'charts' }, throughput.element, latency.element, waiting.element),
  );
  return { element, show: (new_series) => ((series = new_series), show()) };
}

function summary() {
  const names = ['Unsettled', 'Failed messages', 'State', 'Up', 'Journal', 'Disk sync, p99', 'Push answered, p99', 'Unrouted'];
  const values = names.map(() => h('dd'));
  const element = h(
    'article',
    { class: 'card', 'aria-labelledby': 'node-card' },
    h('header', {}, h('h2', { id: 'node-card' }, 'The node')),
    h('dl', { class: 'facts' }, names.map((each, i) => h('div', {}, h('dt', {}, each), values[i]))),
    h('p', { class: 'circuit' }, h('a', { href: '#/failed' }, 'Failed messages'), ' · ', h('a', { href: '#/waiting' }, 'What waits')),
  );
  const show = ({ node: figures, journal, intake, dead_letters }) => {
    put(values[0], count(journal.unsettled));
    put(values[1], count(dead_letters.total));
    put(values[2], figures.state);
    put(values[3], span(figures.uptime_s));
    put(values[4], bytes(journal.bytes));
    put(values[5], journal.sync_p99_us > 0 ? milliseconds(journal.sync_p99_us / 1000) : '–');
    put(values[6], intake.push_p99_us > 0 ? milliseconds(intake.push_p99_us / 1000) : '–');
    put(values[7], count(intake.unrouted));
  };
  return { element, show };
}

export function now_view() {
  const cards = Object.fromEntries(Object.keys(entities).map((each) => [each, lane_card(each, order)]));
  const charts = hour();
  const figures = summary();
  const reasons = h('ul', { class: 'reasons', 'aria-label': 'What needs attention' });
  let reasons_shown = '';
  let settings = {};
  let read_at = 0;

  const read_series = async () => {
    read_at = Date.now();
    try {
      const series = await ask('GET', '/series');
      charts.show(series);
      for (const [each, card] of Object.entries(cards)) card.show_hour(series.lanes[each].delivered, series.interval_s);
    } catch (problem) {
      if (!problem.kind) throw problem; // the banner tells
      read_at = 0;
    }
  };
  const show_lanes = ({ lanes }) => {
    for (const [each, card] of Object.entries(cards)) card.show(lanes[each], settings[`entities.${each}`] !== 'false');
  };
  const read_settings = async () => {
    settings = (await attempt(() => ask('GET', '/settings'), 'The settings cannot be read')) ?? {};
    show_lanes(node.stats);
  };
  const show_reasons = (degraded) => {
    reasons.hidden = degraded.length === 0;
    if (degraded.join('\n') === reasons_shown) return;
    reasons_shown = degraded.join('\n');
    reasons.replaceChildren(...degraded.map((each) => h('li', {}, each)));
  };
  let begun = false;
  const element = h(
    'div',
    {},
    heading(
      'Now',
      h(
        'div',
        { class: 'actions' },
        button('Pause all', () => order('all', 'pause')),
        button('Resume all', () => order('all', 'resume')),
      ),
    ),
    reasons,
    h('div', { class: 'cards' }, Object.values(cards).map((each) => each.element), figures.element),
    charts.element,
  );
  return {
    title: 'Now',
    element,
    figures(stats) {
      if (!begun) read_settings();
      begun = true;
      show_lanes(stats);
      figures.show(stats);
      show_reasons(stats.node.degraded);
      if (Date.now() - read_at > 9900) read_series();
    },
    restarted() {
      begun = false;
      read_at = 0;
    },
  };
}
