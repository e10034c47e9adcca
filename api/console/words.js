// Formats figures, times and the node's identifiers for people.

export const entities = {
  pricing: 'Pricing',
  inventory: 'Inventory',
  shipment: 'Shipments',
  customer: 'Customers',
  order: 'Orders',
};

/** The meaning of each class of failed messages, for readers who have not read the handbook. */
export const classes = {
  data: 'The data is invalid: fix it in Acumatica or edit the message',
  unknown_record: 'The record did not appear in the store in time',
  conflict: 'The state of the store does not allow it',
  unmapped: 'No setting maps one of its values',
  unrouted: 'No entry in [queries] matches its Acumatica query',
  exhausted: 'All attempts failed',
  poison: 'It crashes the store’s worker, even when sent alone',
  bug: 'An error in this program: please report it',
};

export const letter_states = ['open', 'replaying', 'resolved', 'superseded', 'discarded'];
export const outcomes = ['delivered', 'superseded', 'filtered', 'dead_lettered'];

export function entity_name(entity) {
  return entity === null ? 'Unrouted' : (entities[entity] ?? entity);
}

const kinds = { up_to_date: 'good', working: 'good', waiting_for_first: '', off: 'off' };
/** The colour of a lane's state, or of a headline's: good, warn, bad, off, or none. */
export const state_kind = (state) =>
  kinds[state] ?? (['paused', 'parked', 'silent', 'has_failed'].includes(state) ? 'warn' : 'bad');

/** unknown_record → unknown record. */
export const spaced = (name) => String(name).replaceAll('_', ' ');

const whole = new Intl.NumberFormat('en');
export const count = (value) => whole.format(value);
const short = new Intl.NumberFormat('en', { notation: 'compact' });
/** At most four characters: 1,234 → 1.2K. */
export const short_count = (value) => short.format(value);
export const counted = (value, one, many = `${one}s`) =>
  `${count(value)} ${value === 1 ? one : many}`;

/** At most three digits, so that a changing figure keeps its width. */
export function rate(value) {
  if (value >= 100) return whole.format(Math.round(value));
  return value.toFixed(value >= 10 || value === 0 ? 0 : value >= 1 ? 1 : 2);
}

/** Seconds as the two largest units: 95 → 1 min 35 s. */
export function span(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return `${Math.floor(s / 60)} min${s % 60 ? ` ${s % 60} s` : ''}`;
  if (s < 86_400) return `${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${Math.floor(s / 86_400)} d ${Math.floor((s % 86_400) / 3600)} h`;
}

export function milliseconds(ms) {
  if (ms < 1) return `${Math.round(ms * 1000)} µs`;
  if (ms < 1000) return `${rate(ms)} ms`;
  return ms < 60_000 ? `${rate(ms / 1000)} s` : span(ms / 1000);
}

export function bytes(value) {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let size = value;
  let unit = 0;
  while (size >= 1024 && unit + 1 < units.length) {
    size /= 1024;
    unit += 1;
  }
  return `${rate(size)} ${units[unit]}`;
}

const two = (value) => String(value).padStart(2, '0');

/** In the viewer's time zone: 2026-08-14 10:02:11. */
export function time(rfc3339) {
  if (!rfc3339) return null;
  const at = new Date(rfc3339);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${clock(at)}`;
}

export const clock = (at) =>
  `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;

export const ago = (rfc3339) => `${span((Date.now() - new Date(rfc3339)) / 1000)} ago`;

/** A filter that matches the key. Filters are globs, so `*` and `?` in the key become `?`. */
export const key_filter_of = (key) => key.replaceAll(/[*?]/g, '?');
