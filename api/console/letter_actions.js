// The actions on failed messages. A dry run counts the messages before each action.
import { ask, selection_of, with_parameters } from './api.js';
import { button, field, h, put } from './dom.js';
import { attempt, notice, question } from './frame.js';
import { count, counted, key_filter_of } from './words.js';

const messages = (n) => counted(n, 'message');

function replay_options() {
  const pace = h('input', { type: 'number', min: '0', max: '100000', value: '0', step: '1' });
  const force = h('input', { type: 'checkbox', id: 'replay-force' });
  const body = [
    field('Messages per second', pace, '0: as fast as possible.'),
    h(
      'div',
      { class: 'check' },
      force,
      h('label', { for: 'replay-force' }, 'Also send messages superseded by a newer change'),
    ),
    h(
      'p',
      { class: 'hint' },
      'Otherwise, messages older than the value in the store become superseded and are not sent.',
    ),
  ];
  const values = () =>
    pace.checkValidity()
      ? { rate: Number(pace.value || 0), force: force.checked }
      : pace.validationMessage;
  return { body, values };
}

function note_option() {
  const note = h('textarea', { rows: '3', maxlength: '1000' });
  return {
    body: [field('Note', note, 'It is kept with the message.')],
    values: () => ({ note: note.value.trim() }),
  };
}

const verbs = {
  replay: {
    action: 'Replay',
    says: 'They go back to the head of the queue with fresh attempts, oldest version first.',
    options: replay_options,
  },
  resolve: {
    action: 'Resolve',
    says: 'They are marked as resolved: nothing is sent, and they leave the list of open messages.',
    options: note_option,
  },
  discard: {
    action: 'Discard',
    says: 'Nothing is sent, and they leave the list of open messages. Discard messages that are no longer needed.',
    options: note_option,
    danger: true,
  },
  reopen: {
    action: 'Reopen',
    says: 'They are open again: nothing is sent until you replay them. A message superseded by a newer delivery stays closed.',
    none: 'None of these messages can be reopened.',
  },
};

const no_options = () => ({ body: [], values: () => ({}) });

/** Says why some messages stay as they were. */
const unmoved_words = (unmoved) => unmoved.map(({ id, why }) => `Message ${id}: ${why}.`).join(' ');

/** Lists what a forced replay would overwrite, older and newer values, and asks for confirmation. */
async function force_agreed(which) {
  const dry = await attempt(
    () =>
      ask(
        'POST',
        '/dead-letters/replay',
        { ...which, force: true, dry_run: true },
        { timeout_ms: 60_000 },
      ),
    'Replay: counting failed',
  );
  if (!dry) return false;
  if (dry.overwrites === 0) return true;
  const line = ({ key, older, newer }) =>
    h('li', {}, `${key}: ${JSON.stringify(older.row)} over ${newer.value ?? 'a newer value'}`);
  const rest = dry.overwrites - dry.examples.length;
  return question({
    title: `Send ${counted(dry.overwrites, 'older value')} over newer ones?`,
    body: [
      h('p', {}, 'The store has newer values of these. This cannot be undone.'),
      h('ul', { class: 'differences' }, dry.examples.map(line)),
      rest > 0 ? h('p', { class: 'hint' }, `And ${count(rest)} more.`) : null,
    ],
    action: 'Send the older values',
    danger: true,
  });
}

/**
 * `filters`: named as in the API; `about`: filters by which the history finds the messages, if they are more exact.
 * Resolves to whether it was done.
 */
export async function act_on(verb, filters, about = filters) {
  const { action, says, none, options = no_options, danger } = verbs[verb];
  const which = selection_of(filters);
  const counting = await attempt(
    () => ask('POST', `/dead-letters/${verb}`, { ...which, dry_run: true }, { timeout_ms: 60_000 }),
    `${action}: counting failed`,
  );
  if (!counting) return false;
  if (counting.count === 0) {
    const why = unmoved_words(counting.unmoved ?? []);
    notice(
      `${none ?? 'None of these messages is still open: there is nothing to do.'} ${why}`.trim(),
    );
    return false;
  }
  const { body, values } = options();
  const agreed = await question({
    title: `${action} ${messages(counting.count)}?`,
    body: [h('p', {}, says), ...body],
    action: `${action} ${messages(counting.count)}`,
    danger,
    values,
  });
  if (!agreed) return false;
  if (agreed.force && !(await force_agreed(which))) return false;
  const since = verb === 'replay' ? await a_moment_ago() : null;
  const answer = await attempt(
    () => ask('POST', `/dead-letters/${verb}`, { ...which, ...agreed }, { timeout_ms: 60_000 }),
    `${action} failed`,
  );
  if (!answer) return false;
  if (verb === 'replay') jobs.begin(answer.job, about, since);
  else
    notice(
      `${action}: done for ${messages(answer.count)}. ${unmoved_words(answer.unmoved ?? [])}`.trim(),
    );
  return true;
}

/** Replays without asking: the question has already been answered. */
export async function replay_one({ id, entity, key }) {
  const since = await a_moment_ago();
  const answer = await attempt(
    () => ask('POST', '/dead-letters/replay', { id: [id] }),
    'Replay failed',
  );
  if (answer) jobs.begin(answer.job, { entity, key: key_filter_of(key) }, since);
}

const job_key = 'acumage.job';
const words_of = { running: 'is running', done: 'is done', cancelled: 'was cancelled' };
const most_looks = 150; // at the outcomes of the messages: five minutes; later outcomes are in the lists

/** The node's time a moment ago; its clock may differ from that of this machine. */
async function a_moment_ago() {
  try {
    return (await ask('GET', '/series')).at.at(-1) ?? new Date().toISOString();
  } catch (problem) {
    if (!problem.kind) throw problem;
    return new Date().toISOString();
  }
}

/** Follows the replay that this tab started, even after a reload of the page or a restart of the node. */
class Jobs {
  #place = null;
  #timer = 0;
  #looks = 0;
  #ended = () => {};

  /** `about`: filters of the history; `since`: a time before the replay. */
  begin(id, about, since) {
    sessionStorage.setItem(job_key, JSON.stringify({ id, about, since }));
    this.#looks = 0;
    this.#look();
  }

  /** Shows the job at `place`; `ended` is called when messages have ended. */
  show_at(place, ended) {
    this.#place = place;
    this.#ended = ended;
    this.#look();
  }

  async #look() {
    clearTimeout(this.#timer);
    const kept = JSON.parse(sessionStorage.getItem(job_key));
    if (kept === null || !this.#place?.isConnected) return;
    const again = (ms) => (this.#timer = setTimeout(() => this.#look(), ms));
    try {
      const job = await ask('GET', `/replays/${encodeURIComponent(kept.id)}`);
      if (job.state === 'running') return (void this.#draw(job, []), again(1000));
      const [{ journal }, failed] = await Promise.all([
        ask('GET', '/stats'),
        ask('GET', with_parameters('/dead-letters/count', { since: kept.since })),
      ]);
      this.#draw(job, this.#became(kept, journal.unsettled, failed.count, job.total));
      this.#looks += 1;
      if (this.#looks === 1 || journal.unsettled === 0) this.#ended();
      if (journal.unsettled === 0 || this.#looks >= most_looks) this.#leave();
      else again(2000);
    } catch (problem) {
      if (!problem.kind) throw problem;
      if (problem.status === 404) return this.#forget();
      again(2000);
    }
  }

  /** The outcomes of the moved messages, as far as they are known. */
  #became({ about, since }, on_their_way, failed, total) {
    const { entity, key } = about;
    const past = `#${with_parameters('/history', { entity, key, since })}`;
    const way = on_their_way > 0 ? `${counted(on_their_way, 'change')} on their way. ` : '';
    return h(
      'p',
      {},
      way,
      h(
        'a',
        { href: past },
        total === 1 ? 'See its outcome in the history' : 'See their outcomes in the history',
      ),
      failed > 0
        ? [
            ' · ',
            h(
              'a',
              { href: `#${with_parameters('/failed', { since })}` },
              `Failed since then: ${count(failed)}`,
            ),
          ]
        : ' · None has failed since then.',
    );
  }

  #draw({ job, state, total, moved, superseded, failed, unmoved }, became) {
    const words = h('p', { role: 'status' });
    const bar = h('progress', {
      max: Math.max(total, 1),
      value: moved + superseded + failed,
      'aria-label': 'Replay',
    });
    const parts = [`${count(moved)} of ${messages(total)} moved`];
    if (superseded > 0) parts.push(`${count(superseded)} superseded`);
    if (failed > 0) parts.push(`${count(failed)} failed`);
    put(words, `The replay ${words_of[state] ?? state}: ${parts.join(', ')}.`);
    const cancel = async () => {
      await attempt(
        () => ask('DELETE', `/replays/${encodeURIComponent(job)}`),
        'The replay cannot be cancelled',
      );
      this.#look();
    };
    const is_running = state === 'running';
    const act = is_running
      ? button('Cancel the replay', cancel)
      : button('Dismiss', () => this.#forget(), { class: 'quiet' });
    const left = unmoved.map(({ id, why }) =>
      h(
        'li',
        {},
        h('a', { href: `#/failed/${encodeURIComponent(id)}` }, `Message ${id}`),
        `: ${why}`,
      ),
    );
    const said = h(
      'div',
      {},
      words,
      is_running ? bar : null,
      left.length > 0 ? h('ul', { class: 'differences', 'aria-label': 'Not moved' }, left) : null,
      became,
    );
    this.#place.replaceChildren(h('div', { class: 'panel job' }, said, act));
  }

  #leave() {
    sessionStorage.removeItem(job_key);
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#leave();
    this.#place?.replaceChildren();
  }
}

export const jobs = new Jobs();
