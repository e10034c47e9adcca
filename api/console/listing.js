// A list with filters and pages, all of it in the address, so that a reload, a bookmark and Back keep it.
import { ask, with_parameters } from './api.js';
import { button, choice, field, h } from './dom.js';
import { fill } from './frame.js';
import { entities } from './words.js';

const page_size = 50;
const two = (value) => String(value).padStart(2, '0');

/** RFC 3339 → what a datetime-local field holds, in the viewer's zone. */
function local_of(rfc3339) {
  const at = new Date(rfc3339);
  if (!rfc3339 || Number.isNaN(at.getTime())) return '';
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}

/** Kinds of filters: the control for a value, and the value of a control. */
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
export const status_filter = { name: 'status', label: 'HTTP status', kind: 'number' };
export const text_filter = (hint_text) => ({
  name: 'text',
  label: 'Text',
  kind: 'text',
  hint_text,
});
export const time_filters = [
  { name: 'since', label: 'Since', kind: 'time' },
  { name: 'until', label: 'Until', kind: 'time' },
];

/** The parameters of the address that are filters of the list; the rest is left to whoever wrote it there. */
export function filters_of(parameters, filters) {
  const known = filters.map((each) => each.name);
  return Object.fromEntries(
    Object.entries(parameters).filter(([name, value]) => known.includes(name) && value !== ''),
  );
}

/** On a phone the filters are folded away, so that the list comes first. */
function folded(fields, set) {
  const summary = h('summary', {}, set > 0 ? `Filters (${set} set)` : 'Filters');
  const wide = matchMedia('(min-width: 40.01rem)');
  const made = h('details', { class: 'folded', open: wide.matches }, summary, fields);
  wide.addEventListener('change', () => (made.open ||= wide.matches));
  return made;
}

/**
 * `path` is asked for {items, next}; `draw(items)` makes the list. `view` is the view's name in the address. With
 * `none` in place of an empty list. Returns the form and the list's place, and reload().
 */
export function listing({ view, path, filters, parameters, draw, none }) {
  const chosen = filters_of(parameters, filters);
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
  const fields = h(
    'form',
    { class: 'filters', role: 'search', onsubmit: search },
    filters.map((each, i) => field(each.label, controls[i])),
    h(
      'div',
      { class: 'actions' },
      h('button', { type: 'submit', class: 'primary' }, 'Search'),
      button('Clear', () => go({})),
    ),
  );
  const form = folded(fields, Object.keys(chosen).length);
  const place = h('div', { class: 'list' });
  const pages = (next) => {
    const to = (values, words) =>
      h('a', { href: `#${with_parameters(`/${view}`, values)}` }, words);
    const links = [];
    if (cursor) links.push(to(chosen, 'First page'));
    if (next) links.push(to({ ...chosen, cursor: next }, 'Next page'));
    return links.length === 0 ? [] : [h('nav', { class: 'pages', 'aria-label': 'Pages' }, links)];
  };
  const reload = () =>
    fill(
      place,
      () => ask('GET', with_parameters(path, { ...chosen, cursor, limit: page_size })),
      ({ items, next }) =>
        items.length === 0
          ? [h('p', { class: 'none' }, none), ...pages(next)]
          : [draw(items), ...pages(next)],
    );
  reload();
  return { form, place, chosen, reload };
}
