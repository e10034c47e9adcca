// The view of reconciliations: a form that starts one, the one under way, and past reports.
import { ask } from './api.js';
import { choice, field, h, heading, put, table } from './dom.js';
import { attempt } from './frame.js';
import { key_lines, keys_in } from './key_lines.js';
import { live, when_changed } from './live.js';
import { reconcile_job } from './reconcile_job.js';
import { fix_words, is_over, scope_words, state_tag, took } from './reconcile_words.js';
import { when } from './times.js';
import { count, entities, entity_name, time } from './words.js';

const compared = ['pricing', 'inventory', 'shipment', 'order'];
const scopes = [
  ['all', 'All keys'],
  ['sample', 'Keys at random'],
  ['key', 'Named keys'],
];

function chosen_keys(scope, sample, keys) {
  if (scope === 'sample')
    return sample.checkValidity() && sample.value
      ? { sample: Number(sample.value) }
      : 'Enter a number from 1 to 10,000.';
  if (scope === 'key')
    return keys_in(keys).length > 0 ? { key: keys_in(keys) } : 'Enter at least one key.';
  return { all: true };
}

/** show({busy, with_erp}) says what is compared; `with_erp` are the entities that are pulled. */
function order_form() {
  const entity = choice(
    compared.map((each) => [each, entities[each]]),
    'pricing',
  );
  const scope = choice(scopes, 'all');
  const sample = h('input', { type: 'number', min: '1', max: '10000', step: '1', value: '500' });
  const keys = key_lines();
  const sample_field = field('How many', sample);
  const keys_field = field('Keys', keys, 'One per line.');
  const sides = h('p', { class: 'hint', role: 'status' });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const start = h('button', { type: 'submit', class: 'primary' }, 'Compare');
  let known = { busy: false, with_erp: null };
  const show = (now = known) => {
    known = now;
    sample_field.hidden = scope.value !== 'sample';
    keys_field.hidden = scope.value !== 'key';
    start.disabled = known.busy;
    if (known.with_erp === null) return;
    const name = entity.value;
    put(
      sides,
      known.with_erp.includes(name)
        ? 'Compares ERP, node and store. Nothing is changed.'
        : `Compares node and store, because [pull.${name}] name is not set. Nothing is changed.`,
    );
  };
  const chosen_other = () => {
    put(wrong, '');
    show();
  };
  entity.addEventListener('change', chosen_other);
  scope.addEventListener('change', chosen_other);
  show();
  const submit = async (event) => {
    event.preventDefault();
    const which = chosen_keys(scope.value, sample, keys);
    put(wrong, typeof which === 'string' ? which : '');
    if (typeof which === 'string') return;
    const order = { entity: entity.value, ...which };
    const started = await attempt(() => ask('POST', '/reconcile', order), 'It cannot be started');
    if (started) location.hash = `#/reconcile/${started.id}`;
  };
  const element = h(
    'form',
    {
      class: 'panel order',
      'aria-label': 'Start a reconciliation',
      onsubmit: submit,
      novalidate: true,
    },
    h('h2', {}, 'Compare now'),
    h(
      'div',
      { class: 'fields' },
      field('Entity', entity),
      field('Keys to compare', scope),
      sample_field,
      keys_field,
    ),
    wrong,
    h('div', { class: 'actions' }, start, sides),
  );
  return { element, show };
}

const link_to = (job) =>
  h('a', { href: `#/reconcile/${encodeURIComponent(job.id)}` }, entity_name(job.entity));

const about = (job) =>
  h(
    'div',
    {},
    scope_words(job),
    ' ',
    job.fix ? h('span', { class: 'tag' }, fix_words[job.fix]) : null,
    job.automatic ? h('span', { class: 'tag' }, 'by schedule') : null,
    job.error ? h('p', { class: 'failure' }, job.error) : null,
  );

const differing = ({ state, checked, differences }) =>
  state !== 'done' || checked === 0
    ? null
    : h('span', { class: `tag ${differences > 0 ? 'bad' : 'good'}` }, count(differences));

const columns = [
  { name: 'Started', kind: 'time', cell: (job) => when(job.started_at) },
  { name: 'Entity', kind: 'key', cell: link_to },
  { name: 'Compared', kind: 'long', cell: about },
  { name: 'Sides', cell: (job) => (job.compares_erp ? 'ERP, node, store' : 'node, store') },
  { name: 'State', cell: state_tag },
  { name: 'Took', kind: 'number', cell: took },
  { name: 'Keys', kind: 'number', cell: (job) => count(job.checked) },
  { name: 'Differ', kind: 'number', cell: differing },
  { name: 'Corrected', kind: 'number', cell: (job) => (job.fixed > 0 ? count(job.fixed) : null) },
];

const reports_table = (jobs) =>
  jobs.length === 0
    ? h('p', { class: 'none' }, 'Nothing has been compared yet.')
    : table('Reports', columns, jobs);

function plan_words({ next_at, scheduled }) {
  if (!next_at)
    return 'No schedule: set reconcile.at in config.ini, such as sunday 03:00, to compare every week.';
  const names = scheduled.map((each) => entities[each].toLowerCase()).join(', ');
  const day = new Date(next_at).toLocaleDateString('en', { weekday: 'long' });
  const at = `${day}, ${time(next_at).slice(0, -3)}`;
  return `Next by schedule: ${at}, of ${names || 'nothing that is sent'}.`;
}

export function reconcile_view() {
  const place = h('div');
  const plan = h('p', { class: 'hint plan' });
  const reports = h('div');
  const form = order_form();
  const running = reconcile_job(() => page.reload());
  const get = async () => {
    const [all, pulls] = await Promise.all([ask('GET', '/reconcile'), ask('GET', '/resync')]);
    return { ...all, with_erp: pulls.schedule.map((each) => each.entity) };
  };
  const show_plan = when_changed((planned) => plan.replaceChildren(plan_words(planned)));
  const show_reports = when_changed((jobs) => reports.replaceChildren(reports_table(jobs)));
  const show = ({ items, next_at, scheduled, with_erp }) => {
    const job = items.find((each) => !is_over(each)) ?? null;
    form.show({ busy: job !== null && !job.automatic, with_erp });
    running.show(job);
    show_plan({ next_at, scheduled });
    show_reports(items.filter(is_over));
  };
  const content = [
    form.element,
    running.element,
    h(
      'section',
      { 'aria-labelledby': 'reports' },
      h('h2', { id: 'reports' }, 'Reports'),
      plan,
      reports,
    ),
  ];
  const page = live(place, content, get, show);
  const lead =
    'Compares, key by key, what Acumatica, the node and the store have, and names what differs and what corrects it. A difference counts only if it lasts for a minute.';
  const element = h('div', {}, heading('Reconcile'), h('p', { class: 'lead' }, lead), place);
  return { title: 'Reconcile', element, figures: page.look, restarted: page.reload };
}
