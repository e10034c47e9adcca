// The view that tests the connection to the store, step by step.
import { ask } from './api.js';
import { button, h, heading } from './dom.js';
import { fill } from './frame.js';

const most_ms = 300_000; // the store may take its time at every step

function step({ name, ok, detail, remedy }) {
  return h(
    'li',
    { class: ok ? 'good' : 'bad' },
    h(
      'p',
      {},
      h('b', {}, name),
      h('span', { class: `state ${ok ? 'good' : 'bad'}` }, ok ? 'Good' : 'Failed'),
    ),
    detail ? h('p', {}, detail) : null,
    remedy ? h('p', { class: 'remedy' }, `Remedy: ${remedy}`) : null,
  );
}

function result({ ok, checks }) {
  const failed = checks.filter((each) => !each.ok).length;
  const words = ok
    ? 'The store can be reached and accepts what the settings require.'
    : `${failed} of ${checks.length} steps failed.`;
  return [
    h('p', { class: `verdict ${ok ? 'good' : 'bad'}`, role: 'status' }, words),
    h('ol', { class: 'steps' }, checks.map(step)),
  ];
}

export function connection_view() {
  const place = h('div');
  const run = async () => {
    start.disabled = true;
    place.replaceChildren(h('p', { class: 'none', role: 'status' }, 'The node asks the store…'));
    await fill(place, () => ask('POST', '/connection/test', null, { timeout_ms: most_ms }), result);
    start.disabled = false;
  };
  const start = button('Test the connection', run, { class: 'primary' });
  const element = h(
    'div',
    {},
    heading('Connection', start),
    h(
      'p',
      { class: 'lead' },
      'Checks each step, from the name of the store to the permissions of its token. Nothing is written to the store.',
    ),
    place,
  );
  return { title: 'Connection', element };
}
