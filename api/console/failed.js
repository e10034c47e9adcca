// The view of failed messages (dead letters): filters, the list, and actions on several at once.
import { button, h, heading, put, table } from './dom.js';
import { act_on, jobs } from './letter_actions.js';
import { letter_classes } from './letter_classes.js';
import {
  entity_filter,
  filters_of,
  key_filter,
  listing,
  status_filter,
  text_filter,
  time_filters,
} from './listing.js';
import { when } from './times.js';
import { classes, count, counted, entity_name, letter_states, spaced } from './words.js';

const filters = [
  entity_filter,
  {
    name: 'class',
    label: 'Class',
    kind: 'choice',
    options: [['', 'All'], ...Object.keys(classes).map((each) => [each, spaced(each)])],
  },
  {
    name: 'state',
    label: 'State',
    kind: 'choice',
    options: [['', 'open'], ...letter_states.slice(1), ['any', 'any']],
  },
  key_filter,
  status_filter,
  text_filter('error, key or note'),
  ...time_filters,
];

/** The selected messages of the page; `changed` is called at each change. */
class Selection {
  #ids = new Set();
  #boxes = [];
  #changed;

  constructor(changed) {
    this.#changed = changed;
  }
  changed() {
    this.#changed();
  }
  get ids() {
    return [...this.#ids];
  }
  clear() {
    this.#ids.clear();
    this.#boxes = [];
    this.#changed();
  }
  box_of({ id, key }) {
    const label = `Select ${key}, message ${id}`;
    const box = h('input', {
      type: 'checkbox',
      'aria-label': label,
      onchange: () => this.#set(id, box.checked),
    });
    this.#boxes.push({ box, id });
    return box;
  }
  box_of_all() {
    const set_all = ({ target }) =>
      this.#boxes.forEach(({ box, id }) => this.#set(id, (box.checked = target.checked)));
    return h('input', {
      type: 'checkbox',
      'aria-label': 'Select all on this page',
      onchange: set_all,
    });
  }
  #set(id, on) {
    if (on) this.#ids.add(id);
    else this.#ids.delete(id);
    this.#changed();
  }
}

const link_to = ({ id, key }) =>
  h('a', { href: `#/failed/${encodeURIComponent(id)}` }, key || `message ${id}`);
const class_of = (item) =>
  h('span', { class: 'tag', title: classes[item.class] }, spaced(item.class));
const error_of = ({ error, note }) =>
  h(
    'div',
    {},
    h('p', { class: 'clamped', title: error }, error),
    note ? h('p', { class: 'hint' }, `Note: ${note}`) : null,
  );

function columns_of(selection, with_state) {
  const state = { name: 'State', cell: (item) => spaced(item.state) };
  return [
    {
      name: 'Select',
      kind: 'select',
      head: () => selection.box_of_all(),
      cell: (item) => selection.box_of(item),
    },
    { name: 'Key', kind: 'key', cell: link_to },
    { name: 'Entity', cell: (item) => entity_name(item.entity) },
    ...(with_state ? [state] : []),
    { name: 'Class', cell: class_of },
    { name: 'Status', kind: 'number', cell: (item) => item.status?.toString() },
    { name: 'Error', kind: 'long', cell: error_of },
    { name: 'Attempts', kind: 'number', cell: (item) => count(item.attempts) },
    { name: 'Last', kind: 'time', cell: (item) => when(item.last_at) },
  ];
}

const open_verbs = { replay: 'Replay', resolve: 'Resolve', discard: 'Discard' };
const verbs_in = {
  resolved: { reopen: 'Reopen' },
  discarded: { reopen: 'Reopen' },
  any: { ...open_verbs, reopen: 'Reopen' },
};

export function failed_view(parameters) {
  const verbs = verbs_in[parameters.state] ?? open_verbs;
  /** Acts on the selected messages, or on all matches. */
  const act = async (verb) => {
    const which = selection.ids.length > 0 ? { id: selection.ids } : chosen;
    if (await act_on(verb, which)) list.reload();
  };
  const buttons = Object.keys(verbs).map((verb) =>
    button('', () => act(verb), { class: verb === 'discard' ? 'danger' : '' }),
  );
  const summary_words = h('p', { role: 'status', class: 'hint' });
  const bar = h('div', { class: 'bar' }, h('div', { class: 'actions' }, buttons), summary_words);
  let matching = null; // the number of matches, once it is known
  const selection = new Selection(() => {
    const selected = selection.ids.length;
    const number = matching === null ? '' : ` ${count(matching)}`;
    const words = selected > 0 ? `selected (${count(selected)})` : `all${number}…`;
    Object.values(verbs).forEach((each, i) => put(buttons[i], `${each} ${words}`));
    const all = matching === null ? '' : `${counted(matching, 'message')} match`;
    put(summary_words, selected > 0 ? `${count(selected)} selected` : all);
    bar.hidden = matching === 0;
  });
  const chosen = filters_of(parameters, filters);
  const summary = letter_classes(chosen, (number) => {
    matching = number;
    selection.changed();
  });
  const list = listing({
    view: 'failed',
    path: '/dead-letters',
    filters,
    parameters,
    none: 'No failed message matches these filters.',
    none_at_all:
      'No failed messages: every change from Acumatica is in the store, on its way, or in the history with its reason.',
    reloaded: summary.reload,
    draw(items) {
      selection.clear();
      return table('Failed messages', columns_of(selection, Boolean(parameters.state)), items);
    },
  });
  const job = h('div');
  const ended = () => selection.ids.length > 0 || list.reload(); // a selection stays
  queueMicrotask(() => jobs.show_at(job, ended));
  return {
    title: 'Failed messages',
    element: h(
      'div',
      {},
      heading('Failed messages'),
      list.form,
      job,
      summary.place,
      bar,
      list.place,
    ),
  };
}
