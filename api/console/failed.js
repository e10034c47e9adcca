// The view of failed messages (dead letters): filters, the list, and what is done with several at once.
import { button, h, heading, put, table } from './dom.js';
import { act_on, jobs } from './letter_actions.js';
import { entity_filter, filters_of, key_filter, listing, status_filter, text_filter, time_filters } from './listing.js';
import { classes, count, entity_name, letter_states, spaced, time } from './words.js';

const filters = [
  entity_filter,
  { name: 'class', label: 'Class', kind: 'choice', options: [['', 'All'], ...Object.keys(classes).map((each) => [each, spaced(each)])] },
  { name: 'state', label: 'State', kind: 'choice', options: [['', 'open'], ...letter_states.slice(1), ['any', 'any']] },
  key_filter,
  status_filter,
  text_filter('error, key or note'),
  ...time_filters,
];

export function failed_view(parameters) {
  const selected = new Map();
  const boxes = [];
  const verbs = ['replay', 'resolve', 'discard'];
  const buttons = verbs.map((verb) => button('', () => act(verb), { class: verb === 'discard' ? 'danger' : '' }));
  const tell = h('p', { role: 'status', class: 'hint' });

  /** Those that are selected, or all that match. */
  const act = async (verb) => {
    const which = selected.size > 0 ? { id: [...selected.keys()] } : filters_of(parameters, filters);
    if (await act_on(verb, which)) list.reload();
  };
  const show_selection = () => {
    const words = selected.size > 0 ? `selected (${count(selected.size)})` : 'all that match…';
    verbs.forEach((verb, i) => put(buttons[i], `${verb[0].toUpperCase()}${verb.slice(1)} ${words}`));
    put(tell, selected.size > 0 ? `${count(selected.size)} selected` : 'Nothing is selected: the filters decide.');
  };
  const select = (item, on) => {
    if (on) selected.set(item.id, item);
    else selected.delete(item.id);
    show_selection();
  };
  const columns = [
    {
      name: 'Select',
      kind: 'select',
      get head() {
        const change = (event) => boxes.forEach(({ box, item }) => select(item, (box.checked = event.target.checked)));
        return h('input', { type: 'checkbox', 'aria-label': 'Select all on this page', onchange: change });
      },
      cell: (item) => {
        const change = (event) => select(item, event.target.checked);
        const box = h('input', { type: 'checkbox', 'aria-label': `Select ${item.key}, message ${item.id}`, onchange: change });
        boxes.push({ box, item });
        return box;
      },
    },
    { name: 'Key', kind: 'key', cell: (item) => h('a', { href: `#/failed/${encodeURIComponent(item.id)}` }, item.key || `message ${item.id}`) },
    { name: 'Entity', cell: (item) => entity_name(item.entity) },
    { name: 'Class', cell: (item) => h('span', { class: 'tag', title: classes[item.class] }, spaced(item.class)) },
    { name: 'Status', kind: 'number', cell: (item) => item.status?.toString() },
    { name: 'Error', kind: 'long', cell: (item) => h('div', {}, item.error, item.note ? h('p', { class: 'hint' }, `Note: ${item.note}`) : null) },
    { name: 'Attempts', kind: 'number', cell: (item) => count(item.attempts) },
    { name: 'Last', kind: 'time', cell: (item) => time(item.last_at) },
  ];
  if (parameters.state) columns.splice(3, 0, { name: 'State', cell: (item) => spaced(item.state) });
  const list = listing({
    view: 'failed',
    path: '/dead-letters',
    filters,
    parameters,
    none: 'No failed message matches. That is how it should be.',
    draw(items) {
      boxes.length = 0;
      selected.clear();
      show_selection();
      return table('Failed messages', columns, items);
    },
  });
  const job = h('div');
  const element = h(
    'div',
    {},
    heading('Failed messages'),
    list.form,
    job,
    h('div', { class: 'bar' }, h('div', { class: 'actions' }, buttons), tell),
    list.place,
  );
  show_selection();
  queueMicrotask(() => jobs.show_at(job, list.reload));
  return { title: 'Failed messages', element };
}
