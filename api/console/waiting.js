// The view of deliveries that wait, retry or are parked: try now, or give up.
import { ask, selection_of } from './api.js';
import { button, h, heading, table } from './dom.js';
import { attempt, notice, question } from './frame.js';
import { entity_filter, filters_of, key_filter, listing } from './listing.js';
import { when } from './times.js';
import { counted, entity_name, spaced } from './words.js';

const states = ['waiting', 'in_flight', 'retrying', 'resting', 'parked'];
const filters = [
  entity_filter,
  {
    name: 'state',
    label: 'State',
    kind: 'choice',
    options: [['', 'All'], ...states.map((each) => [each, spaced(each)])],
  },
  key_filter,
];

const columns = [
  { name: 'Key', kind: 'key', cell: (item) => item.key },
  { name: 'Entity', cell: (item) => entity_name(item.entity) },
  { name: 'State', cell: (item) => h('span', { class: 'tag' }, spaced(item.state)) },
  { name: 'Since', kind: 'time', cell: (item) => when(item.since) },
  { name: 'Next try', kind: 'time', cell: (item) => when(item.next_at) },
  { name: 'Last error', kind: 'long', cell: (item) => item.last_error },
];

const verbs = {
  retry: {
    action: 'Try now',
    says: 'All that match the filters are tried now, whatever they wait for. What is in flight is left alone.',
  },
  fail: {
    action: 'Give up',
    says: 'All that match the filters become failed messages at once. They can be replayed from there.',
    danger: true,
  },
};

export function waiting_view(parameters) {
  const act = async (verb) => {
    const { action, says, danger } = verbs[verb];
    const chosen = selection_of(filters_of(parameters, filters));
    const found = await attempt(
      () => ask('POST', `/waiting/${verb}`, { ...chosen, dry_run: true }),
      `${action} cannot be counted`,
    );
    if (!found) return;
    if (found.count === 0) return void notice('Nothing that matches waits any more.');
    const title = `${action}: ${counted(found.count, 'delivery', 'deliveries')}?`;
    if (!(await question({ title, body: h('p', {}, says), action, danger }))) return;
    const answer = await attempt(
      () => ask('POST', `/waiting/${verb}`, chosen),
      `${action} did not work`,
    );
    if (!answer) return;
    notice(`${action}: done for ${counted(answer.count, 'delivery', 'deliveries')}.`);
    list.reload();
  };
  const list = listing({
    view: 'waiting',
    path: '/waiting',
    filters,
    parameters,
    none: 'Nothing that matches these filters waits.',
    none_at_all:
      'Nothing waits: all that has come has been delivered, or has its end in the history.',
    draw: (items) => table('Waiting', columns, items),
  });
  const element = h(
    'div',
    {},
    heading('Waiting', button('Refresh', list.reload)),
    list.form,
    h(
      'div',
      { class: 'bar' },
      h(
        'div',
        { class: 'actions' },
        button('Try all that match now…', () => act('retry')),
        button('Give up all that match…', () => act('fail'), { class: 'danger' }),
      ),
    ),
    list.place,
  );
  return { title: 'Waiting', element };
}
