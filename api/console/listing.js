// A list with filters and pages. The address holds all of it, so that reload, bookmarks and Back work.
import { ask, with_parameters } from './api.js';
import { button, choice, field, h } from './dom.js';
import { fill } from './frame.js';
import { entities } from './words.js';

const page_size = 50;
const two = (value) => String(value).padStart(2, '0');

/** RFC 3339 → the value of a datetime-local field, in the viewer's time zone. */
export function local_of(rfc3339) {
  const at = new Date(rfc3339);
  if (!rfc3339 || Number.isNaN(at.getTime())) return '';
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** The kinds of filters: the control for a value, and the value of a control. */
const kinds = {
  text: {
    control: ({ hint_text }, value) =>
      h('input', { type: 'text', value, placeholder: hint_text, spellcheck: 'false' }),
    value: (control) => control.value.trim(),
  },
  number: {
    control: (_, value) => h('input', { type: 'number', min: '100', max: '599', value }),
    value: (control) => control.value,
  },
  choice: {
    control: ({ options }, value) => choice(options, value),
    value: (control) => control.value,
  },
  time: {
    control: (_, value) => h('input', { type: 'datetime-local', value: local_of(value) }),
    value: (control) => (control.value ? new Date(control.value).toISOString() : ''),
  },
};

export const entity_filter = {
  name: 'entity',
  label: 'Entity',
  kind: 'choice',
  options: [['', 'All'], ...Object.entries(entities)],
};
export const key_filter = { name: 'key', label: 'Key', kind: 'text', hint_text: 'LAMP-*' };
/** `rare`: shown only on request or when it is set. */
export const status_filter = { name: 'status', label: 'HTTP status', kind: 'number', rare: true };
export const text_filter = (hint_text) => ({
  name: 'text',
  label: 'Text',
  kind: 'text',
  hint_text,
});
export const time_filters = [
  { name: 'since', label: 'Since', kind: 'time', rare: true },
  { name: 'until', label: 'Until', kind: 'time', rare: true },
];

/** The parameters of the address that are filters of the list; other parameters are ignored. */
export function filters_of(parameters, filters) {
  const known = filters.map((each) => each.name);
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => known.includes(name) && value !== ''),
  );
}

/** Hides the rare fields and returns the button that shows them; null if there are none. */
function more_fields(filters, fields, chosen) {
  const rare = fields.filter((_, i) => filters[i].rare && !chosen[filters[i].name]);
  if (rare.length === 0) return null;
  const show = (on) => {
    rare.forEach((each) => (each.hidden = !on));
    more.setAttribute('aria-expanded', String(on));
    more.textContent = on ? 'Fewer filters' : 'More filters';
  };
  const more = button('', () => show(rare[0].hidden), { class: 'quiet' });
  show(false);
  return more;
}

const last_addresses = new Map();
/** The address at which the view's list was last shown. */
export const last_address = (view) => last_addresses.get(view) ?? `#/${view}`;

/** On a phone the filters are collapsed, so that the list comes first. */
function folded(fields, set) {
  const summary = h('summary', {}, set > 0 ? `Filters (${set} set)` : 'Filters');
  const wide = matchMedia('(min-width: 40.01rem)');
  const made = h('details', { class: 'folded', open: wide.matches }, summary, fields);
  wide.addEventListener('change', () => (made.open ||= wide.matches));
  return made;
}

/**
 * `path` returns {items, next}; `draw(items)` makes the list. `view` is the view's name in the address. `none` is
 * shown for an empty list, `none_at_all` if there are no filters. `reloaded` is called at each request.
 * Returns the form and the list's place, and reload().
 */
export function listing(how) {
  const { view, path, filters, parameters, draw, none, none_at_all = none, reloaded } = how;
  const chosen = filters_of(parameters, filters);
  const is_filtered = Object.keys(chosen).length > 0;
  const { cursor = '' } = parameters;
  const controls = filters.map((each) => kinds[each.kind].control(each, chosen[each.name] ?? ''));
  const go = (values) => {
    const wanted = `#${with_parameters(`/${view}`, values)}`;
    if (location.hash === wanted) reload();
    else location.hash = wanted;
  };
  const search = (event) => {
    event.preventDefault();
    go(
      Object.fromEntries(
        filters.map((each, i) => [each.name, kinds[each.kind].value(controls[i])]),
      ),
    );
  };
  const fields = filters.map((each, i) => field(each.label, controls[i]));
  const actions = [
    h('button', { type: 'submit', class: 'primary' }, 'Search'),
    button('Clear', () => go({})),
    more_fields(filters, fields, chosen),
  ];
  const searching = h(
    'form',
    { class: 'filters', role: 'search', onsubmit: search },
    fields,
    h('div', { class: 'actions' }, actions),
  );
  const form = folded(searching, Object.keys(chosen).length);
  const place = h('div', { class: 'list' });
  const pages = (next) => {
    const to = (values, words) =>
      h('a', { href: `#${with_parameters(`/${view}`, values)}` }, words);
    const links = [];
    if (cursor) links.push(to(chosen, 'First page'));
    if (next) links.push(to({ ...chosen, cursor: next }, 'Next page'));
    return links.length === 0 ? [] : [h('nav', { class: 'pages', 'aria-label': 'Pages' }, links)];
  };
  const empty = () => [
    h('p', { class: 'none' }, is_filtered ? none : none_at_all),
    is_filtered ? button('Clear the filters', () => go({})) : null,
  ];
  const get = () => {
    reloaded?.();
    return ask('GET', with_parameters(path, { ...chosen, cursor, limit: page_size }));
  };
  const reload = () =>
    fill(place, get, ({ items, next }) => [
      items.length === 0 ? empty() : draw(items),
      ...pages(next),
    ]);
  last_addresses.set(view, `#${with_parameters(`/${view}`, { ...chosen, cursor })}`);
  reload();
  return { form, place, chosen, reload };
}
