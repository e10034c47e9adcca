// The node's headline, and what else needs attention, each with a link to the view where it can be fixed.
import { h } from './dom.js';
import { classes, counted, entities, entity_name, spaced, state_kind, time } from './words.js';

/** Where each state is looked into. */
const ways = {
  unreached: () => ['#/connection', 'Test the connection'],
  circuit_open: () => ['#/connection', 'Test the connection'],
  refused: () => ['#/connection', 'Test the connection'],
  held: (entity) => [`#/failed?entity=${entity}`, 'See failed messages'],
  failing: (entity) => [`#/failed?entity=${entity}`, 'See failed messages'],
  has_failed: (entity) => [`#/failed?entity=${entity}`, 'See failed messages'],
  behind: (entity) => [`#/waiting?entity=${entity}`, 'See waiting deliveries'],
  parked: (entity) => [`#/waiting?entity=${entity}&state=parked`, 'See parked deliveries'],
};

/** Where a condition that is no state of a lane is looked into. */
const places = [
  [/differs? between|reconciliation/, '#/reconcile', 'See the reports'],
  [/could not deliver|no notification had told/, '#/lost', 'See lost pushes'],
  [/: job \d+ failed|^acumatica: the sign-in/, '#/pulls', 'See the pulls'],
];

function link_to(state, entity) {
  if (!Object.hasOwn(ways, state) || !Object.hasOwn(entities, entity)) return null;
  const [href, link] = ways[state](entity);
  return h('a', { href, 'aria-label': `${link}: ${entity_name(entity)}` }, link);
}

/** Reasons begin with the lane and its state: "pricing: parked: 3 changes are parked". */
function of_node(words) {
  const place = places.find(([pattern]) => pattern.test(words));
  if (place) return { words, href: place[1], link: place[2] };
  const [entity, state] = words.split(': ');
  return { words, state, entity };
}

function of_class([name, number]) {
  return {
    words: `${counted(number, 'failed message')}, ${spaced(name)}: ${classes[name] ?? 'see there'}`,
    href: `#/failed?class=${name}`,
    link: 'Look at them',
  };
}

function line({ words, state, entity, href, link }) {
  const way = href
    ? h('a', { href, 'aria-label': `${link}: ${words}` }, link)
    : link_to(state, entity);
  return h('li', {}, words, way ? [' ', way] : null);
}

/** `code` in a text from the node becomes an element. */
const marked = (text) =>
  text.split('`').map((part, i) => (i % 2 === 1 ? h('code', {}, part) : part));

function headline_of({ state, entities: lanes, since, what, store, next, action }) {
  const title = [spaced(state), lanes.map(entity_name).join(', ')].filter(Boolean).join(': ');
  const facts = [
    ['The store', store],
    ['What happens next', next],
    ['What to do', action],
  ].filter(([, text]) => text !== null);
  return [
    h(
      'p',
      { class: 'title' },
      h('strong', {}, title),
      since ? h('span', {}, ` since ${time(since)}`) : null,
    ),
    h('p', {}, marked(what ?? ''), lanes.length > 0 ? [' ', link_to(state, lanes[0])] : null),
    h(
      'dl',
      {},
      facts.map(([term, text]) => h('div', {}, h('dt', {}, term), h('dd', {}, marked(text)))),
    ),
  ];
}

/** show(stats) draws. Nothing is redrawn while it stays the same, so that a link keeps its focus. */
export function reasons() {
  const headline = h('section', { class: 'headline', 'aria-label': 'How the node is' });
  const list = h('ul', { class: 'reasons', 'aria-label': 'What needs attention' });
  const element = h('div', {}, headline, list);
  let shown = null;
  const show = ({ node, dead_letters }) => {
    const head = node.headline;
    const is_told = (words) =>
      words === head.what ||
      head.entities.some((each) => words.startsWith(`${each}: ${head.state}: `));
    const by_size = Object.entries(dead_letters.by_class).sort(([, a], [, b]) => b - a);
    const others = node.degraded.filter((each) => !is_told(each));
    const all = [...others.map(of_node), ...by_size.map(of_class)];
    const now = JSON.stringify([head, all]);
    if (now === shown) return;
    shown = now;
    headline.className = `headline ${state_kind(head.state)}`;
    headline.replaceChildren(...headline_of(head));
    list.hidden = all.length === 0;
    list.replaceChildren(...all.map(line));
  };
  return { element, show };
}
