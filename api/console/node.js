// Follows the node: its figures each two seconds, and in which way it answers.
import { ask, token, watch_problems } from './api.js';

const period_ms = 2000;

/**
 * Events: `figures` with each answer of /stats, `link` when the way it answers changes, `restart`.
 * link: asking, ok, unreachable, token, address or answer (what a Problem's kind is).
 */
class Node extends EventTarget {
  stats = null;
  link = 'asking';
  problem = null;
  seen_at = null;
  #timer = 0;
  #looks = 0;

  follow() {
    watch_problems((problem) => {
      if (problem.kind !== 'answer' && this.link === 'ok') this.look();
    });
    document.addEventListener('visibilitychange', () => document.hidden || this.look());
    window.addEventListener('online', () => this.look());
    this.look();
  }

  /** Asks now, and goes on from here. A tab that nobody sees does not ask. */
  async look() {
    clearTimeout(this.#timer);
    const number = (this.#looks += 1);
    try {
      const stats = await ask('GET', '/stats', null, { timeout_ms: 8000, watched: false });
      if (number !== this.#looks) return;
      this.#take(stats);
    } catch (problem) {
      if (number !== this.#looks) return;
      this.#set_link(problem.kind, problem);
    }
    // Without a token each question would be a refused one in the node's log.
    if (!document.hidden && this.link !== 'token')
      this.#timer = setTimeout(() => this.look(), period_ms);
  }

  sign_in(with_token) {
    token.set(with_token);
    return this.look();
  }

  #take(stats) {
    const before = this.stats;
    this.stats = stats;
    this.seen_at = new Date();
    const restarted = before !== null && stats.node.uptime_s < before.node.uptime_s;
    this.#set_link('ok', null);
    if (restarted) this.dispatchEvent(new Event('restart'));
    this.dispatchEvent(new Event('figures'));
  }

  #set_link(link, problem) {
    const same = this.link === link && link !== 'token'; // each wrong token is told
    this.link = link;
    this.problem = problem;
    if (!same) this.dispatchEvent(new Event('link'));
  }
}

export const node = new Node();
