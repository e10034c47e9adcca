// The view of values that no map of the settings covers.
import { ask } from './api.js';
import { button, h, heading, table } from './dom.js';
import { fill } from './frame.js';
import { when } from './times.js';
import { count, spaced } from './words.js';

const columns = [
  { name: 'Kind', cell: (item) => spaced(item.kind) },
  { name: 'Value', kind: 'key', cell: (item) => item.value },
  { name: 'Seen', kind: 'number', cell: (item) => count(item.count) },
  { name: 'Example', kind: 'key', cell: (item) => item.example || null },
  { name: 'Last', kind: 'time', cell: (item) => when(item.last_at) },
  {
    name: 'Add to config.ini',
    kind: 'key',
    cell: (item) => (item.line ? `[${item.setting.split('.')[0]}] ${item.line}` : null),
  },
];

export function unmapped_view() {
  const place = h('div', { class: 'list' });
  const reload = () =>
    fill(
      place,
      () => ask('GET', '/unmapped'),
      ({ items }) =>
        items.length === 0
          ? h('p', { class: 'none' }, 'The settings cover every value received since the start.')
          : table('Unmapped values', columns, items),
    );
  reload();
  const element = h(
    'div',
    {},
    heading('Unmapped values', button('Refresh', reload)),
    h(
      'p',
      { class: 'lead' },
      'Values from Acumatica that no table or map of the settings covers. Changes with an unknown status, type or operation are parked until you add the word; the settings guide describes the other values.',
    ),
    place,
  );
  return { title: 'Unmapped values', element };
}
