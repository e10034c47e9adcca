// What can be done with failed messages: each is counted by a dry run before it is done.
import { ask } from './api.js';
import { button, field, h, put } from './dom.js';
import { attempt, notice, question } from './frame.js';
import { count, counted } from './words.js';

const messages = (n) => counted(n, 'message');

function replay_options() {
  const pace = h('input', { type: 'number', min: '0', max: '100000', value: '0', step: '1' });
  const force = h('input', { type: 'checkbox', id: 'replay-force' });
  const body = [
    field('Messages a second', pace, '0: as fast as it goes.'),
    h(
      'div',
      { class: 'check' },
      force,
      h('label', { for: 'replay-force' }, 'Send also what a newer change has overtaken'),
    ),
    h(
      'p',
      { class: 'hint' },
      'Without it, what is older than what the store has becomes superseded and is not sent.',
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
    body: [field('Note', note, 'It stays with the message.')],
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
    says: 'They count as dealt with: nothing is sent, and they leave the list of open ones.',
    options: note_option,
  },
  discard: {
    action: 'Discard',
    says: 'Nothing is sent, and they leave the list of open ones. Discard what nobody needs any more.',
    options: note_option,
    danger: true,
  },
};

/** `which`: filters as the API names them. Resolves to whether it was done. */
export async function act_on(verb, which) {
  const { action, says, options, danger } = verbs[verb];
  const counting = await attempt(
    () => ask('POST', `/dead-letters/${verb}`, { ...which, dry_run: true }, { timeout_ms: 60_000 }),
    `${action} cannot be counted`,
  );
  if (!counting) return false;
  if (counting.count === 0) {
    notice('None of these messages is open any more: there is nothing to do.');
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
  const answer = await attempt(
    () => ask('POST', `/dead-letters/${verb}`, { ...which, ...agreed }, { timeout_ms: 60_000 }),
    `${action} did not work`,
  );
  if (!answer) return false;
  if (verb === 'replay') jobs.begin(answer.job);
  else notice(`${action}: done for ${messages(answer.count)}.`);
  return true;
}

const job_key = 'acumage.job';
const words_of = { running: 'runs', done: 'is done', cancelled: 'was cancelled' };

/** Follows the replay that this tab has begun, also after a reload of the page or a restart of the node. */
class Jobs {
  #place = null;
  #timer = 0;
  #ended = () => {};

  begin(id) {
    sessionStorage.setItem(job_key, id);
    this.#look();
  }

  /** Shows the job at `place`; `ended` is called when one has come to its end. */
  show_at(place, ended) {
    this.#place = place;
    this.#ended = ended;
    this.#look();
  }

  async #look() {
    clearTimeout(this.#timer);
    const id = sessionStorage.getItem(job_key);
    if (id === null || !this.#place?.isConnected) return;
    try {
      const job = await ask('GET', `/replays/${encodeURIComponent(id)}`);
      this.#draw(job);
      if (job.state === 'running') this.#timer = setTimeout(() => this.#look(), 1000);
      else this.#end();
    } catch (problem) {
      if (!problem.kind) throw problem;
      if (problem.status === 404) return this.#forget();
      this.#timer = setTimeout(() => this.#look(), 2000);
    }
  }

  #draw({ job, state, total, moved, superseded, failed }) {
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
    const act =
      state === 'running'
        ? button('Cancel the replay', cancel)
        : button('Dismiss', () => this.#forget(), { class: 'quiet' });
    this.#place.replaceChildren(h('div', { class: 'panel job' }, words, bar, act));
  }

  #end() {
    sessionStorage.removeItem(job_key);
    this.#ended();
  }

  #forget() {
    sessionStorage.removeItem(job_key);
    this.#place?.replaceChildren();
  }
}

export const jobs = new Jobs();
