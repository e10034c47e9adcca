// The search box at the top of every view: what happened to a key?
import { with_parameters } from './api.js';
import { h } from './dom.js';

const is_field = (element) => /^(input|textarea|select)$/i.test(element?.tagName ?? '');

/** `/` moves to the box from anywhere, except while something is being typed or asked. */
export function search_box() {
  const box = h('input', {
    type: 'search',
    name: 'key',
    'aria-label': 'What happened to a SKU, order, shipment or customer?',
    'aria-keyshortcuts': '/',
    placeholder: 'What happened to LAMP-07?',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
  });
  const go = (event) => {
    event.preventDefault();
    const key = box.value.trim();
    if (key === '') return;
    box.blur();
    location.hash = with_parameters('/trace', { key });
  };
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey) return;
    if (is_field(document.activeElement) || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
  return h(
    'form',
    { class: 'search', role: 'search', 'aria-label': 'Trace', onsubmit: go },
    box,
    h('kbd', { 'aria-hidden': 'true' }, '/'),
  );
}
