// The view of push notifications that Acumatica could not deliver.
import { ask, with_parameters } from './api.js';
import { button, h, heading, table } from './dom.js';
import { fill } from './frame.js';
import { no_erp, no_lost_pushes } from './missing.js';
import { when } from './times.js';

/** Who brought the records later, or what to do. */
function cover({ at, query, covered_by, job }, entity_of) {
  if (covered_by === 'push') return h('span', { class: 'tag good' }, 'sent again by Acumatica');
  if (covered_by)
    return [
      h('span', { class: 'tag good' }, 'covered'),
      ' by ',
      h('a', { href: '#/pulls' }, `job ${covered_by.replace(/^0+/, '')}`),
    ];
  const open = h('span', { class: 'tag bad' }, 'not covered');
  if (job) return [open, ` job ${job.replace(/^0+/, '')} is ordered`];
  const entity = entity_of(query);
  const href = `#${with_parameters('/pulls', { entity, since: at })}`;
  return [open, ' ', h('a', { href, 'aria-label': `Pull what changed since ${at}` }, 'Pull…')];
}

const error_of = ({ error, truncated }) => [
  error,
  truncated
    ? h('p', { class: 'hint' }, 'Too long for Acumatica to send again: only a pull brings it.')
    : null,
];

const columns = (entity_of) => [
  { name: 'Time', kind: 'time', cell: (item) => when(item.at) },
  { name: 'Query', kind: 'key', cell: (item) => item.query },
  { name: 'Error', kind: 'long', cell: error_of },
  { name: 'Covered by', cell: (item) => cover(item, entity_of) },
];

/** The entity that a query belongs to; null: none. */
const entities_in = (settings) => (query) =>
  settings[`queries.${query}`] ??
  Object.entries(settings).find(
    ([name]) => name.toLowerCase() === `queries.${query}`.toLowerCase(),
  )?.[1] ??
  null;

function draw([{ items, asked_at, problem }, settings]) {
  const parts = [];
  const is_read = Boolean(settings['acumatica.lost_pushes']);
  if (!is_read) parts.push(settings['acumatica.url'] ? no_lost_pushes() : no_erp());
  if (problem) parts.push(h('p', { class: 'error' }, `The inquiry cannot be read: ${problem}`));
  if (is_read)
    parts.push(
      h(
        'p',
        { class: 'hint asked' },
        asked_at ? ['Last read ', when(asked_at), '.'] : 'Not read yet.',
      ),
    );
  if (items.length > 0) parts.push(table('Lost pushes', columns(entities_in(settings)), items));
  else if (is_read)
    parts.push(h('p', { class: 'none' }, 'Acumatica has delivered every push notification.'));
  return parts;
}

export function lost_pushes_view() {
  const place = h('div', { class: 'list' });
  const get = () => Promise.all([ask('GET', '/lost-pushes'), ask('GET', '/settings')]);
  const reload = () => fill(place, get, draw);
  reload();
  const element = h(
    'div',
    {},
    heading('Lost pushes', button('Refresh', reload)),
    h(
      'p',
      { class: 'lead' },
      'Push notifications that Acumatica gave up after five attempts. One is covered when a later pull or push has brought its records.',
    ),
    place,
  );
  return { title: 'Lost pushes', element, restarted: reload };
}
