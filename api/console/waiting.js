// The view of deliveries that are waiting, retrying or parked: try now, or give up.
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
    says: 'All deliveries that match the filters are tried now, whatever they wait for. Those in flight are not affected.',
  },
  fail: {
    action: 'Give up',
    says: 'All deliveries that match the filters become failed messages at once. You can replay them later.',
    danger: true,
  },
};

export function waiting_view(parameters) {
  const act = async (verb) => {
    const { action, says, danger } = verbs[verb];
    const chosen = selection_of(filters_of(parameters, filters));
    const found = await attempt(
      () => ask('POST', `/waiting/${verb}`, { ...chosen, dry_run: true }),
      `${action}: counting failed`,
    );
    if (!found) return;
    if (found.count === 0) return void notice('No waiting delivery matches any longer.');
    const title = `${action}: ${counted(found.count, 'delivery', 'deliveries')}?`;
    if (!(await question({ title, body: h('p', {}, says), action, danger }))) return;
    const answer = await attempt(() => ask('POST', `/waiting/${verb}`, chosen), `${action} failed`);
    if (!answer) return;
    notice(`${action}: done for ${counted(answer.count, 'delivery', 'deliveries')}.`);
    list.reload();
  };
  const list = listing({
    view: 'waiting',
    path: '/waiting',
    filters,
    parameters,
    none: 'No waiting delivery matches these filters.',
    none_at_all:
      'Nothing is waiting: every change has been delivered, or has its end in the history.',
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
        button('Try all matches now…', () => act('retry')),
        button('Give up all matches…', () => act('fail'), { class: 'danger' }),
      ),
    ),
    list.place,
  );
  return { title: 'Waiting', element };
}
