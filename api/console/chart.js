// A line chart of the last hour: drawn as SVG, described in words, with a cross-hair for pointer and arrow keys.
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

/** The smallest of 1, 2, 5, 10, 20, … that is not less than the value. */
function round_up(value) {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((each) => each * power).find((each) => each >= value * (1 - 1e-9));
}

/** The pieces of the line; a null leaves a gap. */
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

const path_of = (points) =>
  points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(2)}`).join('');

/** A point without neighbours becomes a dot: a line of zero length with round ends. */
const line_of = (points, kind) =>
  points.length === 1
    ? shape('path', { class: `line dot ${kind}`, d: `${path_of(points)}h0` })
    : shape('path', { class: `line ${kind}`, d: path_of(points) });

/** The length of the axis in minutes: no longer than the data requires. */
function reach_of(times, now) {
  const minutes = times.length === 0 ? 0 : (now - times[0]) / 60_000;
  return [5, 15, 30, 60].find((each) => each >= minutes - 0.2) ?? 60;
}

/** The description of the chart for screen readers. */
function words_of(title, reach, lines, columns, say) {
  const described = lines.map(({ name }, i) => {
    const values = columns[i].filter((value) => value !== null);
    if (values.length === 0) return `${name}: nothing yet`;
    return `${name}: ${say(values.at(-1))} lately, ${say(Math.max(...values))} at most`;
  });
  return `${title}, last ${reach} minutes. ${described.join('; ')}. Arrow keys read points.`;
}

const blank_plot = () =>
  shape('svg', {
    viewBox: `0 0 ${width} ${height}`,
    preserveAspectRatio: 'none',
    'aria-hidden': 'true',
  });

class Chart {
  #how;
  #plot = blank_plot();
  #high = h('span', { class: 'tick high' });
  #middle = h('span', { class: 'tick middle' });
  #back = h('span');
  #cross = h('div', { class: 'cross', hidden: true });
  #when = h('output', { class: 'when', 'aria-live': 'polite' });
  #legend;
  #area = h('div', { class: 'plot', role: 'img', tabindex: '0' });
  #times = [];
  #columns;
  #x_of = () => 0;
  #chosen = null;

  constructor(how) {
    this.#how = how;
    this.#columns = how.lines.map(() => []);
    this.#legend = how.lines.map(() => h('output', { class: 'figure' }, '–'));
    this.#area.append(this.#plot, this.#high, this.#middle, this.#cross);
    this.#listen();
    const names = how.lines.map((each, i) =>
      h('li', { class: each.kind }, each.name, this.#legend[i]),
    );
    this.element = h(
      'figure',
      { class: 'chart' },
      h('figcaption', {}, how.title, this.#when),
      h('ul', { class: 'legend' }, names),
      this.#area,
      h('div', { class: 'axis', 'aria-hidden': 'true' }, this.#back, h('span', {}, 'now')),
    );
  }

  show(times, columns) {
    const kept = this.#times[this.#chosen]?.getTime();
    [this.#times, this.#columns] = [times, columns];
    const now = times.length === 0 ? Date.now() : times.at(-1).getTime();
    const reach = reach_of(times.map(Number), now);
    const { title, lines, say, least = 0 } = this.#how;
    const most = round_up(Math.max(least, ...columns.flat().filter((each) => each !== null)));
    this.#x_of = (i) => width - ((now - times[i]) / (reach * 60_000)) * width;
    this.#draw(most);
    put(this.#high, say(most));
    put(this.#middle, say(most / 2));
    put(this.#back, `${reach} min ago`);
    this.#area.setAttribute('aria-label', words_of(title, reach, lines, columns, say));
    const again = times.findIndex((each) => each.getTime() === kept);
    this.#chosen = again === -1 ? null : again;
    this.#read_out();
  }

  #draw(most) {
    const y_of = (value) => height - (value / most) * (height - 4) - 1;
    const grid = [0, most / 2, most].map((each) =>
      shape('path', { class: 'grid', d: `M0 ${y_of(each)}H${width}` }),
    );
    const area_of = (points) => `${path_of(points)}V${height}H${points[0][0].toFixed(1)}Z`;
    const drawn = this.#how.lines.flatMap(({ kind }, i) =>
      pieces(this.#columns[i], this.#x_of, y_of).flatMap((points) => [
        shape('path', { class: `area ${kind}`, d: area_of(points) }),
        line_of(points, kind),
      ]),
    );
    this.#plot.replaceChildren(...grid, ...drawn);
  }

  /** Shows the figures of the chosen point, or of the last one. */
  #read_out() {
    const is_chosen = this.#chosen !== null;
    const index = is_chosen ? this.#chosen : this.#times.length - 1;
    this.#legend.forEach((place, i) => {
      const value = this.#columns[i][index] ?? null;
      put(place, value === null ? '–' : this.#how.say(value));
    });
    put(this.#when, is_chosen ? `at ${clock(this.#times[index])}` : '');
    this.#cross.hidden = !is_chosen;
    if (is_chosen) this.#cross.style.left = `${(this.#x_of(index) / width) * 100}%`;
  }

  #choose(index) {
    const last = this.#times.length - 1;
    this.#chosen = index === null || last < 0 ? null : Math.max(0, Math.min(last, index));
    this.#read_out();
  }

  #listen() {
    const area = this.#area;
    area.addEventListener('pointermove', (event) => {
      const box = area.getBoundingClientRect();
      const x = ((event.clientX - box.left) / box.width) * width;
      const far = this.#times.map((_, i) => Math.abs(this.#x_of(i) - x));
      this.#choose(far.indexOf(Math.min(...far)));
    });
    area.addEventListener('pointerleave', () => this.#choose(null));
    area.addEventListener('blur', () => this.#choose(null));
    area.addEventListener('keydown', (event) => {
      const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
      if (event.key === 'Escape') this.#choose(null);
      if (!step) return;
      this.#choose((this.#chosen ?? this.#times.length) + step);
      event.preventDefault();
    });
  }
}

/**
 * `lines`: [{name, kind}], kind names the colour in the style sheet. `say` formats a value, `least` is the minimum
 * height of the axis. show(times, columns) draws: times are Dates, columns one array of numbers or null per line.
 */
export const chart = (how) => new Chart(how);

/** A small line without axes; the words beside it say the same. */
export function spark() {
  const plot = blank_plot();
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
