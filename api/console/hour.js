// Charts of the last hour, of one lane or of all lanes.
import { chart } from './chart.js';
import { choice, field, h } from './dom.js';
import { count, entities, milliseconds, rate } from './words.js';

const throughput_chart = {
  title: 'Changes per second',
  lines: [
    { name: 'Accepted', kind: 'plain' },
    { name: 'Delivered', kind: 'good' },
    { name: 'Failed', kind: 'bad' },
  ],
  say: (value) => `${rate(value)}/s`,
};

const latency_chart = {
  title: 'Time from acceptance to delivery',
  lines: [
    { name: '99 of 100 within', kind: 'plain' },
    { name: 'Half within', kind: 'good' },
  ],
  say: milliseconds,
};

const waiting_chart = {
  title: 'Deliveries waiting',
  lines: [{ name: 'Waiting', kind: 'plain' }],
  say: (value) => count(Math.round(value)),
  least: 2,
};

/** show(series) draws the answer of GET /series. */
export function hour() {
  const throughput = chart(throughput_chart);
  const latency = chart(latency_chart);
  const waiting = chart(waiting_chart);
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
  const lanes = choice([['all', 'All lanes'], ...Object.entries(entities)], 'all', {
    onchange: show,
  });
  const element = h(
    'section',
    { 'aria-labelledby': 'hour' },
    h(
      'div',
      { class: 'heading' },
      h('h2', { id: 'hour' }, 'The last hour'),
      field('Charts of', lanes),
    ),
    h('div', { class: 'charts' }, throughput.element, latency.element, waiting.element),
  );
  return { element, show: (new_series) => ((series = new_series), show()) };
}
