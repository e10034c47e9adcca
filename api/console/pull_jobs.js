// The jobs that read from Acumatica: those under way with their progress, and those that have ended.
import { ask } from './api.js';
import { button, h, put, table } from './dom.js';
import { attempt, question } from './frame.js';
import { key_words } from './key_lines.js';
import { fully, when } from './times.js';
import { count, counted, entity_name, rate, span, time } from './words.js';

const waits = {
  throttled: 'Acumatica’s request limit: waiting',
  no_seat: 'All API users of the license are signed in: waiting for one',
  no_room: 'The journal is busy with pushes: waiting for room',
  erp_down: 'Acumatica does not answer: retrying',
};

const kinds = { done: 'good', failed: 'bad' };

/** What a job reads, in words. */
export function selection_words({ selection, force }) {
  const { scope, since, keys = [], key_count } = selection;
  const words = {
    all: () => 'all rows',
    delta: () => 'changed rows',
    since: () => `changed since ${time(since)}`,
    keys: () => key_words(keys, key_count),
  }[scope]();
  return force ? `${words}, also unchanged values` : words;
}

const took = ({ started_at, ended_at }) =>
  started_at && ended_at ? span((new Date(ended_at) - new Date(started_at)) / 1000) : null;

async function cancel(job) {
  const agreed = await question({
    title: 'Cancel this pull?',
    body: h(
      'p',
      {},
      `${entity_name(job.entity)}, ${selection_words(job)}. Rows that were already accepted are still sent.`,
    ),
    action: 'Cancel the pull',
    danger: true,
  });
  if (agreed)
    await attempt(
      () => ask('DELETE', `/resync/${encodeURIComponent(job.id)}`),
      'The pull cannot be cancelled',
    );
}

function progress_words(job) {
  if (job.state === 'queued') return 'Queued: another job is reading.';
  const of = job.expected_rows > 0 ? ` of about ${count(job.expected_rows)}` : '';
  const parts = [`${count(job.rows)}${of} rows`, counted(job.pages, 'page')];
  if (job.rows_per_s > 0) parts.push(`${rate(job.rows_per_s)} rows/s`);
  if (job.left_s !== null) parts.push(`about ${span(job.left_s)} left`);
  return parts.join(' · ');
}

const found_words = (job) =>
  `New: ${count(job.new)} · Unchanged: ${count(job.unchanged)} · Superseded: ${count(job.superseded)}`;

/** The panel of a job under way. */
function running_job(job, changed) {
  const state = h('span', { class: 'state' });
  const waiting = h('p', { class: 'waits' });
  const progress = h('progress', { 'aria-label': `Progress of job ${job.id}` });
  const figures = h('p', { class: 'figures' });
  const found = h('p', { class: 'hint' });
  const stop = button('Cancel', () => cancel(job).then(changed), {
    'aria-label': `Cancel job ${job.id}`,
  });
  const title = `${entity_name(job.entity)}: ${selection_words(job)}`;
  const element = h(
    'article',
    { class: 'panel job', 'aria-label': title },
    h(
      'div',
      {},
      h('p', { class: 'title' }, h('b', {}, title), ' ', job.dry_run ? dry_tag() : null, state),
      progress,
      figures,
      found,
      waiting,
    ),
    stop,
  );
  const show = (now) => {
    put(state, now.state === 'queued' ? 'Queued' : now.sub_state ? 'Waiting' : 'Reading');
    state.className = `state ${now.sub_state ? 'warn' : now.state === 'queued' ? '' : 'good'}`;
    put(waiting, waits[now.sub_state] ?? '');
    if (now.expected_rows > 0 || now.state === 'queued') {
      progress.max = Math.max(now.expected_rows, now.rows, 1);
      progress.value = now.rows;
    } else {
      progress.removeAttribute('value');
    }
    put(figures, progress_words(now));
    put(found, now.state === 'queued' ? '' : found_words(now));
  };
  show(job);
  return { element, show };
}

/** Panels that stay while their jobs are under way. */
export function running_jobs(changed) {
  const element = h('div', { class: 'jobs' });
  const panels = new Map();
  const show = (jobs) => {
    for (const [id, panel] of panels)
      if (!jobs.some((each) => each.id === id)) {
        panel.element.remove();
        panels.delete(id);
      }
    for (const job of jobs) {
      if (panels.has(job.id)) {
        panels.get(job.id).show(job);
        continue;
      }
      const made = running_job(job, changed);
      panels.set(job.id, made);
      element.append(made.element);
    }
  };
  return { element, show };
}

const dry_tag = () => h('span', { class: 'tag' }, 'dry run');

const state_of = (job) => h('span', { class: `tag ${kinds[job.state] ?? ''}` }, job.state);

const about = (job) =>
  h(
    'div',
    {},
    selection_words(job),
    ' ',
    job.dry_run ? dry_tag() : null,
    job.automatic ? h('span', { class: 'tag' }, 'by schedule') : null,
    job.error ? h('p', { class: 'failure' }, job.error) : null,
  );

/** What no push had told, with the first keys on a hover. */
const missed = (job) =>
  job.missed > 0 ? h('span', { title: job.missed_keys.join(', ') }, count(job.missed)) : null;
/** None is left out, so that what there is can be seen. */
const some = (number) => (number > 0 ? count(number) : null);

const columns = [
  { name: 'Started', kind: 'time', cell: (job) => when(job.started_at) },
  { name: 'Entity', kind: 'key', cell: (job) => entity_name(job.entity) },
  { name: 'Rows', kind: 'long', cell: about },
  { name: 'State', cell: state_of },
  { name: 'Took', kind: 'number', cell: took },
  { name: 'Read', kind: 'number', cell: (job) => count(job.rows) },
  { name: 'New', kind: 'number', cell: (job) => some(job.new) },
  { name: 'Unchanged', kind: 'number', cell: (job) => some(job.unchanged) },
  { name: 'Superseded', kind: 'number', cell: (job) => some(job.superseded) },
  { name: 'Missed pushes', kind: 'number', cell: missed },
  { name: 'Job', kind: 'mono', cell: (job) => job.id.replace(/^0+/, '') },
];

export const ended_jobs = (jobs) =>
  jobs.length === 0
    ? h('p', { class: 'none' }, 'No pull has ended yet.')
    : table('Ended pulls', columns, jobs);

/** When each entity was read, and when it is next. `off`: what is said of a time that there is not. */
export const schedule_table = (schedule, off) => {
  const next = (each, name) =>
    each.complete_at
      ? (when(each[`next_${name}_at`]) ?? h('span', { class: 'hint' }, off[name]))
      : null;
  const first = h('span', { class: 'hint' }, 'none yet: pull all rows once, then deltas follow');
  return table(
    'Schedule',
    [
      { name: 'Entity', kind: 'key', cell: (each) => entity_name(each.entity) },
      {
        name: 'Last complete run',
        cell: (each) => fully(each.complete_at) ?? first.cloneNode(true),
      },
      { name: 'Next delta', cell: (each) => next(each, 'delta') },
      { name: 'Next sweep', cell: (each) => next(each, 'sweep') },
    ],
    schedule,
  );
};
