// Lists what needs attention, each item with a link to the view where it can be fixed.
import { h } from './dom.js';
import { classes, counted, entities, spaced } from './words.js';

/** Reasons begin with the lane: "pricing: circuit open: 503". The first matching pattern gives the link. */
const ways = [
  [/circuit|authoriz|credential|401|403/, () => ['#/connection', 'Test the connection']],
  [/dead letters/, (entity) => [`#/failed?entity=${entity}`, 'Look at them']],
  [/waits|oldest|backlog/, (entity) => [`#/waiting?entity=${entity}`, 'See waiting deliveries']],
];

function of_node(words) {
  const entity = words.split(':')[0];
  const way = ways.find(([pattern]) => pattern.test(words));
  if (!way || !Object.hasOwn(entities, entity)) return { words };
  const [href, link] = way[1](entity);
  return { words, href, link };
}

function of_class([name, number]) {
  const words = `${counted(number, 'failed message')}, ${spaced(name)}: ${classes[name] ?? 'see there'}`;
  return { words, href: `#/failed?class=${name}`, link: 'Look at them' };
}

const line = ({ words, href, link }) =>
  h(
    'li',
    {},
    words,
    href ? [' ', h('a', { href, 'aria-label': `${link}: ${words}` }, link)] : null,
  );

/** show(stats) draws. Nothing is redrawn while the list stays the same, so that a link keeps its focus. */
export function reasons() {
  const element = h('ul', { class: 'reasons', 'aria-label': 'What needs attention' });
  let shown = null;
  const show = ({ node, dead_letters }) => {
    const by_size = Object.entries(dead_letters.by_class).sort(([, a], [, b]) => b - a);
    const all = [...node.degraded.map(of_node), ...by_size.map(of_class)];
    const now = JSON.stringify(all);
    if (now === shown) return;
    shown = now;
    element.classList.toggle('none-of-it', all.length === 0);
    if (all.length === 0) all.push({ words: 'Nothing needs attention.' });
    element.replaceChildren(...all.map(line));
  };
  return { element, show };
}
