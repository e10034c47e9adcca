// The view of the present state: the five lanes, and charts of the last hour.
import { ask } from './api.js';
import { button, h, heading } from './dom.js';
import { hour } from './hour.js';
import { lane_table } from './lane_table.js';
import { node_card } from './node_card.js';
import { order } from './orders.js';
import { reasons } from './reasons.js';

const series_period_ms = 9900; // there is a point every ten seconds, and figures arrive every two

function draw(lanes, summary, charts, attention) {
  const switches = [
    button('Pause all', () => order('all', 'pause')),
    button('Resume all', () => order('all', 'resume')),
  ];
  return h(
    'div',
    {},
    heading('Now', h('div', { class: 'actions' }, switches)),
    attention.element,
    lanes.element,
    charts.element,
    summary.element,
  );
}

export function now_view() {
  const [lanes, charts, summary, attention] = [lane_table(order), hour(), node_card(), reasons()];
  let read_at = 0;

  const read_series = async () => {
    read_at = Date.now();
    try {
      const series = await ask('GET', '/series');
      charts.show(series);
      lanes.show_hour(series);
    } catch (problem) {
      if (!problem.kind) throw problem; // the banner shows it
      read_at = 0;
    }
  };
  const with_failed = ({ lanes: all, dead_letters }) =>
    Object.fromEntries(
      Object.entries(all).map(([each, lane]) => [
        each,
        { ...lane, failed: dead_letters.by_entity[each] ?? 0 },
      ]),
    );
  return {
    title: 'Now',
    element: draw(lanes, summary, charts, attention),
    figures(stats) {
      lanes.show(with_failed(stats));
      summary.show(stats);
      attention.show(stats);
      if (Date.now() - read_at > series_period_ms) read_series();
    },
    restarted() {
      read_at = 0;
    },
  };
}
