// Builds elements. All text becomes text nodes: nothing from the node is ever interpreted as markup.

/** An element. Attributes: `on…` are listeners, true sets, false and null omit. */
export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.flat(Infinity).filter((each) => each !== null && each !== undefined));
  return made;
}

/** Sets the text only if it differs, so that screen readers do not repeat an unchanged figure. */
export function put(element, text) {
  const words = String(text);
  if (element.textContent !== words) element.textContent = words;
}

/** A label with its control below it. */
export function field(label, control, hint = null) {
  const id = (control.id ||= `field-${(field.count = (field.count ?? 0) + 1)}`);
  const parts = [h('label', { for: id }, label), control];
  if (hint) {
    parts.push(h('p', { class: 'hint', id: `${id}-hint` }, hint));
    control.setAttribute('aria-describedby', `${id}-hint`);
  }
  return h('div', { class: 'field' }, parts);
}

/** A list of choices; `options` are values, or pairs of value and words. */
export function choice(options, chosen, attributes = {}) {
  const made = h('select', attributes);
  for (const each of options) {
    const [value, words] = Array.isArray(each) ? each : [each, each];
    made.append(h('option', { value, selected: value === chosen }, words));
  }
  return made;
}

export function button(words, onclick, attributes = {}) {
  return h('button', { type: 'button', onclick, ...attributes }, words);
}

export function heading(words, ...beside) {
  return h('div', { class: 'heading' }, h('h1', { tabindex: '-1' }, words), ...beside);
}

/** Pairs of term and description; pairs with an empty description are omitted. */
export function facts(pairs) {
  const filled = pairs.filter(([, value]) => value !== null && value !== undefined && value !== '');
  return h(
    'dl',
    { class: 'facts' },
    filled.map(([term, value]) => h('div', {}, h('dt', {}, term), h('dd', {}, value))),
  );
}

/** Wraps content that may be wider than the page. If it is, it gets keyboard focus for scrolling. */
export function scroller(inner) {
  const made = h('div', { class: 'scroll' }, inner);
  const look = () => {
    if (made.scrollWidth > made.clientWidth) made.tabIndex = 0;
    else made.removeAttribute('tabindex');
  };
  new ResizeObserver(look).observe(made);
  return made;
}

const cell_of = ({ name, kind = '' }, value) =>
  h(
    'td',
    { role: 'cell', class: (value ?? '') === '' ? `${kind} empty` : kind, 'data-name': name },
    h('div', {}, value ?? '–'),
  );

/**
 * A table that turns into a list of cards on a phone. `columns`: {name, cell(item) → text or node, kind, head()}. The roles
 * keep it a table for a screen reader whatever the layout.
 */
export function table(label, columns, items, row_of = () => ({})) {
  const head = columns.map((each) =>
    h('th', { scope: 'col', role: 'columnheader', class: each.kind }, each.head?.() ?? each.name),
  );
  const rows = items.map((item) =>
    h(
      'tr',
      { role: 'row', ...row_of(item) },
      columns.map((each) => cell_of(each, each.cell(item))),
    ),
  );
  return scroller(
    h(
      'table',
      { role: 'table', 'aria-label': label },
      h('thead', { role: 'rowgroup' }, h('tr', { role: 'row' }, head)),
      h('tbody', { role: 'rowgroup' }, rows),
    ),
  );
}
