// The view of the present state: the five lanes, and charts of the last hour.
import { ask } from './api.js';
import { button, h, heading } from './dom.js';
import { hour } from './hour.js';
import { lane_card } from './lane_card.js';
import { node } from './node.js';
import { node_card } from './node_card.js';
import { order } from './orders.js';
import { reasons } from './reasons.js';
import { entities } from './words.js';

const series_period_ms = 9900; // there is a point every ten seconds, and figures arrive every two

function draw(cards, summary, charts, attention) {
  const switches = [
    button('Pause all', () => order('all', 'pause')),
    button('Resume all', () => order('all', 'resume')),
  ];
  const lanes = Object.values(cards).map((each) => each.element);
  return h(
    'div',
    {},
    heading('Now', h('div', { class: 'actions' }, switches)),
    attention.element,
    h('div', { class: 'cards' }, lanes, summary.element),
    charts.element,
  );
}

export function now_view() {
  const cards = Object.fromEntries(
    Object.keys(entities).map((each) => [each, lane_card(each, order)]),
  );
  const [charts, summary, attention] = [hour(), node_card(), reasons()];
  let read_at = 0;

  const read_series = async () => {
    read_at = Date.now();
    try {
      const series = await ask('GET', '/series');
      charts.show(series);
      for (const [each, card] of Object.entries(cards))
        card.show_hour(series.lanes[each].delivered, series.interval_s);
    } catch (problem) {
      if (!problem.kind) throw problem; // the banner shows it
      read_at = 0;
    }
  };
  const show_lanes = ({ lanes, dead_letters }) => {
    for (const [each, card] of Object.entries(cards)) {
      const lane = { ...lanes[each], open_letters: dead_letters.by_entity[each] ?? 0 };
      card.show(lane);
    }
  };
  return {
    title: 'Now',
    element: draw(cards, summary, charts, attention),
    figures(stats) {
      show_lanes(stats);
      summary.show(stats);
      attention.show(stats);
      if (Date.now() - read_at > series_period_ms) read_series();
    },
    restarted() {
      read_at = 0;
    },
  };
}
