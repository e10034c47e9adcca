// The view of one key: what was sent last, what waits, what failed, what each side holds now, and its history.
import { ask, with_parameters } from './api.js';
import { button, facts, h, heading } from './dom.js';
import { attempt, fill, notice } from './frame.js';
import { local_of } from './listing.js';
import { exchange_of, outcome_tag, reason_of, source_words, value_change } from './record.js';
import { fully, when } from './times.js';
import { entity_name, spaced, time } from './words.js';

const kinds = {
  failed: 'bad',
  differs: 'bad',
  waiting: 'warn',
  unknown: 'warn',
  in_sync: 'good',
  delivered: 'good',
  not_sent: '',
};

/** A full answer of ERP and store may take as long as their time limits. */
const live_timeout_ms = 150_000;

function side(name, value, ...below) {
  return h('div', { class: 'side' }, h('dt', {}, name), h('dd', {}, value, below.filter(Boolean)));
}

const hint = (words) => (words ? h('p', { class: 'hint' }, words) : null);
const none = (words = 'none') => h('span', { class: 'absent' }, words);
const figure = (value) => (value === null ? none() : h('b', {}, value));

const sentence = (words) => (/[.!?…]$/.test(words) ? words : `${words}.`);

/** A text with commands in backticks. */
const marked = (words) =>
  h(
    'p',
    { class: 'hint remedy' },
    words.split('`').map((part, i) => (i % 2 === 1 ? h('code', {}, part) : part)),
  );

/** ERP or store: never "none" for one that could not be asked. */
function asked_side(name, { value, words, unavailable }) {
  if (unavailable) return side(name, none('not available'), hint(unavailable));
  return side(name, figure(value), hint(words));
}

const asking = (name) => side(name, h('span', { class: 'absent' }, 'asking…'));

function sides(record) {
  const node = side(
    'Node',
    figure(record.value),
    record.remembered !== null && record.remembered !== record.value
      ? hint(`would send ${record.remembered} now`)
      : null,
    record.why_not ? hint(`sends nothing now: ${record.why_not}`) : null,
  );
  const { live } = record;
  return h(
    'dl',
    { class: 'sides', 'aria-busy': live === null ? 'true' : null },
    live ? asked_side('ERP', live.erp) : asking('ERP'),
    node,
    live ? asked_side('Store', live.store) : asking('Store'),
  );
}

/** A value, what caused it, and how it was sent. */
function cause(record) {
  return [
    facts([
      ['Value', value_change(record)],
      ['Delivered', fully(record.at)],
      ['Came by', source_words(record)],
      ['Acceptance number', record.sequence],
      ['Version', record.version],
    ]),
    h('details', {}, h('summary', {}, 'Request and answer'), exchange_of(record)),
  ];
}

function block(title, ...content) {
  return h('div', { class: 'block' }, h('h3', {}, title), content);
}

function in_force(record, { at, history_since }) {
  if (!at) return null;
  const title = `At ${time(at)}`;
  if (record.in_force) {
    const { value } = record.in_force;
    const words = value === null ? 'The store had a value that was not recorded.' : null;
    return block(
      title,
      h('p', {}, words ?? ['The store had ', h('b', {}, value), ', as far as this node sent it.']),
      cause(record.in_force),
    );
  }
  const is_older = record.last_sent === null && record.value !== null;
  if (is_older)
    return block(
      title,
      h('p', {}, 'The store had ', h('b', {}, record.value), '.'),
      hint('It was sent before the history begins.'),
    );
  return block(
    title,
    hint(
      history_since
        ? `Unknown: the history is kept from ${time(history_since)} on.`
        : 'The node had sent nothing of it before.',
    ),
  );
}

function waiting(record, reload) {
  const { waiting: waits } = record;
  if (!waits) return null;
  const retry = async () => {
    const which = { entity: record.entity, key: record.key };
    const answer = await attempt(() => ask('POST', '/waiting/retry', which), 'Try now failed');
    if (!answer) return;
    notice(answer.count > 0 ? 'It is tried now.' : 'It is no longer waiting.');
    reload();
  };
  return block(
    'Waits',
    facts([
      ['Value', waits.value],
      ['State', spaced(waits.state)],
      ['Since', fully(waits.since)],
      ['Next attempt', fully(waits.next_at)],
    ]),
    hint(waits.last_error),
    waits.state === 'in_flight' ? null : h('div', { class: 'actions' }, button('Try now', retry)),
  );
}

function failed(record) {
  return record.dead_letters.map((each) =>
    block(
      `Failed message ${each.id}`,
      h('p', { class: 'cause' }, `${spaced(each.class)}: ${each.error}`),
      hint(each.remedy),
      h(
        'div',
        { class: 'actions' },
        h('a', { class: 'act', href: `#/failed/${each.id}` }, 'Open and correct it'),
        when(each.last_at),
      ),
    ),
  );
}

function card(record, trace, reload) {
  const { live } = record;
  return h(
    'section',
    { class: 'panel traced', 'aria-label': `${entity_name(record.entity)} ${record.key}` },
    h(
      'header',
      {},
      h('h2', {}, record.key),
      h('span', { class: 'hint' }, entity_name(record.entity)),
      h('span', { class: `tag ${kinds[record.state] ?? ''}` }, spaced(record.state)),
    ),
    h('p', { class: 'said' }, sentence(record.headline)),
    sides(record),
    live?.remedy ? marked(live.remedy) : null,
    in_force(record, trace),
    failed(record),
    waiting(record, reload),
    record.last_sent && !trace.at ? block('Last sent', cause(record.last_sent)) : null,
  );
}

function moment(item) {
  const place = h('div');
  const open = (event) => {
    if (!event.target.open || place.childNodes.length > 0) return;
    fill(place, () => ask('GET', `/history/${encodeURIComponent(item.id)}`), exchange_of);
  };
  return h(
    'li',
    {},
    h(
      'p',
      { class: 'when' },
      when(item.at),
      outcome_tag(item),
      h('span', {}, item.delivery ?? item.key),
      h('span', { class: 'hint' }, entity_name(item.entity)),
    ),
    item.recorded && item.value === null ? null : h('p', {}, value_change(item)),
    hint(reason_of(item.reason)),
    h('details', { ontoggle: open }, h('summary', {}, 'Request and answer'), place),
  );
}

function timeline({ items, next }, parameters) {
  const link = (values, words) =>
    h('a', { href: `#${with_parameters('/trace', { ...parameters, ...values })}` }, words);
  const pages = [
    parameters.cursor ? link({ cursor: '' }, 'Newest') : null,
    next ? link({ cursor: next }, 'Older') : null,
  ];
  return h(
    'section',
    { 'aria-labelledby': 'timeline' },
    h('h2', { id: 'timeline' }, 'History, newest first'),
    items.length === 0
      ? h('p', { class: 'none' }, 'No change of it has ended yet.')
      : h('ol', { class: 'timeline' }, items.map(moment)),
    h('nav', { class: 'pages', 'aria-label': 'Pages' }, pages.filter(Boolean)),
  );
}

/** Which value did the store have at ten? */
function time_form(parameters) {
  const at = h('input', {
    type: 'datetime-local',
    'aria-label': 'Which value did the store have at',
    value: local_of(parameters.at),
  });
  const go = (event) => {
    event.preventDefault();
    const then = at.value ? new Date(at.value).toISOString() : '';
    location.hash = with_parameters('/trace', { ...parameters, at: then, cursor: '' });
  };
  return h(
    'form',
    { class: 'moment', onsubmit: go },
    h('span', { 'aria-hidden': 'true' }, 'Which value did the store have at'),
    at,
    h('button', { type: 'submit' }, 'Show'),
  );
}

export function trace_view(parameters) {
  const { key = '' } = parameters;
  const title = key === '' ? 'Trace' : `What happened to ${key}?`;
  const records = h('div', { class: 'records' });
  const past = h('div');
  const get = (live, options) =>
    ask('GET', with_parameters('/trace', { ...parameters, live }), null, options);
  const draw = (trace) =>
    trace.records.length === 0
      ? h('p', { class: 'none' }, 'The node remembers nothing of it now: see its history.')
      : trace.records.map((each) => card(each, trace, reload));

  /** The answer of the node at once, then that of ERP and store. */
  async function reload() {
    await fill(
      records,
      async () => {
        const trace = await get(null);
        past.replaceChildren(timeline(trace.history, parameters));
        return trace;
      },
      draw,
    );
    if (records.querySelector('[aria-busy]')) ask_now();
  }
  async function ask_now() {
    const busy = [...records.querySelectorAll('.sides')];
    busy.forEach((each) => each.setAttribute('aria-busy', 'true'));
    const trace = await attempt(
      () => get('true', { timeout_ms: live_timeout_ms, watched: false }),
      'ERP and store could not be asked',
    );
    if (trace && records.isConnected) records.replaceChildren(...[draw(trace)].flat());
    else busy.forEach((each) => each.removeAttribute('aria-busy'));
  }
  if (key !== '') reload();
  const element = h(
    'div',
    { class: 'trace' },
    heading(title, key === '' ? null : button('Ask ERP and store now', ask_now)),
    key === ''
      ? hint('Enter a SKU, an order, a shipment or a customer in the box at the top.')
      : time_form(parameters),
    records,
    past,
  );
  return { title, element };
}
