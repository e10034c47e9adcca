// A line chart of the last hour: drawn as SVG, read out as words, with a cross-hair for pointer and arrow keys.
import { h, put } from './dom.js';
import { clock } from './words.js';

const svg_names = 'http://www.w3.org/2000/svg';
const width = 1000;
const height = 100;

function shape(tag, attributes) {
  const made = document.createElementNS(svg_names, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** The next of 1, 2, 5, 10, 20, … that is not less. */
function round_up(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= value * (1 - 1e-9));
}

/** Pieces of the line; null is a hole. */
function pieces(values, x_of, y_of) {
  const made = [];
  let open = null;
  values.forEach((value, i) => {
    if (value === null) return void (open = null);
    if (open === null) made.push((open = []));
    open.push([x_of(i), y_of(value)]);
  });
  return made;
}

const path_of = (points) => points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(2)}`).join('');

/** A point without neighbours is a dot: a line of no length with round ends. */
const line_of = (points, kind) =>
  points.length === 1
    ? shape('path', { class: `line dot ${kind}`, d: `${path_of(points)}h0` })
    : shape('path', { class: `line ${kind}`, d: path_of(points) });

/** How far back the axis reaches, in minutes: no further than there is something to see. */
function reach_of(times, now) {
  const minutes = times.length === 0 ? 0 : (now - times[0]) / 60_000;
  return [5, 15, 30, 60].find((each) => each >= minutes - 0.2) ?? 60;
}

/**
 * `lines`: [{name, kind}], kind names the colour in the style sheet. `say` makes words of a value, `least` is the least height of
 * the axis. show(times, columns)
 * draws: times are Dates, columns one array of numbers or null per line.
 */
export function chart({ title, lines, say, least = 0 }) {
  const plot = shape('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  const top = h('span', { class: 'tick high' });
  const middle = h('span', { class: 'tick middle' });
  const back = h('span');
  const cross = h('div', { class: 'cross', hidden: true });
  const legend = lines.map((each) => h('output', { class: 'figure' }, '–'));
  const when = h('output', { class: 'when', 'aria-live': 'polite' });
  const area = h('div', { class: 'plot', role: 'img', tabindex: '0' }, plot, top, middle, cross);
  let times = [];
  let columns = lines.map(() => []);
  let chosen = null;
  let x_of = () => 0;

  const read_out = () => {
    const index = chosen ?? times.length - 1;
    lines.forEach((each, i) => {
      const value = columns[i][index] ?? null;
      put(legend[i], value === null ? '–' : say(value));
    });
    put(when, chosen === null ? '' : `at ${clock(times[index])}`);
    cross.hidden = chosen === null;
    if (chosen !== null) cross.style.left = `${(x_of(chosen) / width) * 100}%`;
  };
  const choose = (index) => {
    chosen = index === null || times.length === 0 ? null : Math.max(0, Math.min(times.length - 1, index));
    read_out();
  };
  area.addEventListener('pointermove', (event) => {
    const box = area.getBoundingClientRect();
    const x = ((event.clientX - box.left) / box.width) * width;
    let nearest = 0;
    times.forEach((_, i) => (nearest = Math.abs(x_of(i) - x) < Math.abs(x_of(nearest) - x) ? i : nearest));
    choose(nearest);
  });
  area.addEventListener('pointerleave', () => choose(null));
  area.addEventListener('blur', () => choose(null));
  area.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (step) choose((chosen ?? times.length) + step);
    if (event.key === 'Escape') choose(null);
    if (step) event.preventDefault();
  });

  const show = (new_times, new_columns) => {
    const kept = chosen === null ? null : times[chosen]?.getTime();
    [times, columns] = [new_times, new_columns];
    const now = times.length === 0 ? Date.now() : times.at(-1).getTime();
    const reach = reach_of(times.map(Number), now);
    const most = round_up(Math.max(least, ...columns.flat().filter((each) => each !== null)));
    x_of = (i) => width - ((now - times[i]) / (reach * 60_000)) * width;
    const y_of = (value) => height - (value / most) * (height - 4) - 1;
    const grid = [0, most / 2, most].map((each) => shape('path', { class: 'grid', d: `M0 ${y_of(each)}H${width}` }));
    const drawn = lines.flatMap((each, i) =>
      pieces(columns[i], x_of, y_of).flatMap((points) => [
        shape('path', { class: `area ${each.kind}`, d: `${path_of(points)}V${height}H${points[0][0].toFixed(1)}Z` }),
        line_of(points, each.kind),
      ]),
    );
    plot.replaceChildren(...grid, ...drawn);
    put(top, say(most));
    put(middle, say(most / 2));
    put(back, `${reach} min ago`);
    const peaks = lines.map((each, i) => {
      const values = columns[i].filter((value) => value !== null);
      return values.length === 0
        ? `${each.name}: nothing yet`
        : `${each.name}: ${say(values.at(-1))} lately, ${say(Math.max(...values))} at most`;
    });
    area.setAttribute('aria-label', `${title}, last ${reach} minutes. ${peaks.join('; ')}. Arrow keys read points.`);
    chosen = kept === null ? null : times.findIndex((each) => each.getTime() === kept);
    if (chosen === -1) chosen = null;
    read_out();
  };
  const element = h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, title, when),
    h(
      'ul',
      { class: 'legend' },
      lines.map((each, i) => h('li', { class: each.kind }, each.name, legend[i])),
    ),
    area,
    h('div', { class: 'axis', 'aria-hidden': 'true' }, back, h('span', {}, 'now')),
  );
  return { element, show };
}

/** A small line without axes; the words beside it say the same. */
export function spark() {
  const plot = shape('svg', { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: 'none', 'aria-hidden': 'true' });
  plot.classList.add('spark');
  const show = (values) => {
    const most = Math.max(1e-9, ...values);
    const step = width / Math.max(1, values.length - 1);
    const points = values.map((value, i) => [i * step, height - (value / most) * (height - 6) - 2]);
    plot.replaceChildren();
    if (points.length < 2) return;
    plot.append(
      shape('path', { class: 'area good', d: `${path_of(points)}V${height}H0Z` }),
      shape('path', { class: 'line good', d: path_of(points) }),
    );
  };
  return { element: plot, show };
}
