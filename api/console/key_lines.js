// A field for several keys, and the keys in it.
import { h } from './dom.js';

export const key_lines = (attributes = {}) =>
  h('textarea', { rows: '3', spellcheck: 'false', placeholder: 'LAMP-07', ...attributes });

/** One key a line; empty lines do not count. */
export const keys_in = (field) =>
  field.value
    .split('\n')
    .map((each) => each.trim())
    .filter((each) => each !== '');

/** "LAMP-07, LAMP-08 and 3 more". */
export function key_words(keys, number) {
  const shown = keys.slice(0, 3);
  const rest = number - shown.length;
  return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
