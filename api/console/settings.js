// The view of the settings in force. Of secrets it shows only whether they are set.
import { ask } from './api.js';
import { choice, field, h, heading } from './dom.js';
import { fill } from './frame.js';

/** section.key → value, by section; a section may hold dots: aliases.pricing.on_hand. */
function by_section(settings) {
  const sections = new Map();
  for (const [name, value] of Object.entries(settings)) {
    const dot = name.indexOf('.');
    const section = name.slice(0, dot);
    if (!sections.has(section)) sections.set(section, []);
    sections.get(section).push([name.slice(dot + 1), value]);
  }
  return sections;
}

/** A long key may go on in the next line behind any of its underscores. */
const breakable = (key) => key.split(/(?<=_)/).flatMap((part) => [part, h('wbr')]);

function row_of(section, key, value, source) {
  const is_given = source !== 'default';
  const said = value === '' ? h('i', {}, 'empty') : String(value);
  // Folders only on a hover: they are the same for most.
  const from = h('span', { class: 'source', title: source }, source.replaceAll(/[^\s]*\//g, ''));
  return {
    element: h(
      'div',
      { class: is_given ? 'given' : '' },
      h('dt', {}, breakable(key)),
      h('dd', {}, h('span', {}, said), ' ', from),
    ),
    text: `${section}.${key} ${value} ${source}`.toLowerCase(),
    is_given,
  };
}

function draw({ sources, ...settings }) {
  const sections = [...by_section(settings)].map(([section, values]) => {
    const rows = values.map(([key, value]) =>
      row_of(section, key, value, sources[`${section}.${key}`]),
    );
    return {
      rows,
      element: h(
        'section',
        { class: 'panel' },
        h('h2', {}, section),
        h(
          'dl',
          { class: 'settings' },
          rows.map((each) => each.element),
        ),
      ),
    };
  });
  const none = h(
    'p',
    { class: 'none', role: 'status', hidden: true },
    'No setting contains this text.',
  );
  const search = () => {
    const wanted = text.value.trim().toLowerCase();
    for (const { rows, element } of sections) {
      for (const each of rows)
        each.element.hidden = !each.text.includes(wanted) || (which.value && !each.is_given);
      element.hidden = rows.every((each) => each.element.hidden);
    }
    none.hidden = sections.some(({ element }) => !element.hidden);
  };
  const text = h('input', { type: 'search', oninput: search, spellcheck: 'false' });
  const which = choice(
    [
      ['', 'All'],
      ['given', 'Changed settings only'],
    ],
    '',
    {
      onchange: search,
    },
  );
  return [
    h('div', { class: 'filters' }, field('Find', text), field('Show', which)),
    none,
    h(
      'div',
      { class: 'sections' },
      sections.map((each) => each.element),
    ),
  ];
}

export function settings_view() {
  const place = h('div');
  const reload = () => fill(place, () => ask('GET', '/settings'), draw);
  reload();
  const lead =
    'The settings in force, each with the line of config.ini, the variable or the flag that set it. Secrets are never shown.';
  return {
    title: 'Settings',
    element: h('div', {}, heading('Settings'), h('p', { class: 'lead' }, lead), place),
    restarted: reload,
  };
}
