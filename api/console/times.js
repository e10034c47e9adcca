// Relative times, with the date and the zone on hover; kept up to date while they are shown.
import { h, put } from './dom.js';
import { span, time } from './words.js';

const two = (value) => String(value).padStart(2, '0');

function zone_of(at) {
  const minutes = -at.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** The largest unit only: 95 s → 1 min. */
function about(seconds) {
  if (seconds < 60) return span(seconds);
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`;
  return `${Math.floor(seconds / 3600)} h`;
}

function words_of(rfc3339) {
  const seconds = (Date.now() - new Date(rfc3339)) / 1000;
  if (Math.abs(seconds) >= 86_400) return time(rfc3339).slice(0, -3);
  return seconds < -1 ? `in ${about(-seconds)}` : `${about(seconds)} ago`;
}

/** An element, or null. A time more than a day away is shown as its date. */
export function when(rfc3339) {
  if (!rfc3339) return null;
  const title = `${time(rfc3339)} ${zone_of(new Date(rfc3339))}`;
  return h('time', { datetime: rfc3339, title }, words_of(rfc3339));
}

/** The date, and how long ago it was. */
export const fully = (rfc3339) => rfc3339 && [`${time(rfc3339)} (`, when(rfc3339), ')'];

/** Updates all times on the page; call it periodically. */
export function refresh_times() {
  for (const each of document.querySelectorAll('time')) put(each, words_of(each.dateTime));
}
