// The card of the node, next to the cards of its lanes.
import { h, put } from './dom.js';
import { bytes, count, milliseconds, span } from './words.js';

const percentile = (us) => (us > 0 ? milliseconds(us / 1000) : '–');

const rows = [
  ['Unsettled', ({ journal }) => count(journal.unsettled)],
  ['Failed messages', ({ dead_letters }) => count(dead_letters.total)],
  ['State', ({ node }) => node.state],
  ['Up', ({ node }) => span(node.uptime_s)],
  ['Journal', ({ journal }) => bytes(journal.bytes)],
  ['Disk sync, p99', ({ journal }) => percentile(journal.sync_p99_us)],
  ['Push answered, p99', ({ intake }) => percentile(intake.push_p99_us)],
  ['Unrouted', ({ intake }) => count(intake.unrouted)],
];

export function node_card() {
  const values = rows.map(() => h('dd'));
  const terms = rows.map(([name], i) => h('div', {}, h('dt', {}, name), values[i]));
  const links = [
    h('a', { href: '#/failed' }, 'Failed messages'),
    ' · ',
    h('a', { href: '#/waiting' }, 'Waiting deliveries'),
  ];
  const element = h(
    'article',
    { class: 'card', 'aria-labelledby': 'node-card' },
    h('header', {}, h('h2', { id: 'node-card' }, 'The node')),
    h('dl', { class: 'facts' }, terms),
    h('p', { class: 'circuit' }, links),
  );
  return { element, show: (stats) => rows.forEach(([, say], i) => put(values[i], say(stats))) };
}
