// Polls the node's figures every two seconds, and tracks whether and how it answers.
import { ask, token, watch_problems } from './api.js';

const period_ms = 2000;

/**
 * Events: `figures` with each answer of /stats, `link` when the state of the connection changes, `restart`.
 * link: asking, ok, unreachable, token, address or answer (the kind of the Problem).
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

  /** Asks now and continues polling. A hidden tab does not ask. */
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
    // Without a token each request would be logged by the node as refused.
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
    const same = this.link === link && link !== 'token'; // each wrong token is reported
    this.link = link;
    this.problem = problem;
    if (!same) this.dispatchEvent(new Event('link'));
  }
}

export const node = new Node();
