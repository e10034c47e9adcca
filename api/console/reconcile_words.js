// What a reconciliation compares and how far it is, in words.
import { h } from './dom.js';
import { key_words } from './key_lines.js';
import { count, counted, entity_name, span } from './words.js';

export const is_over = ({ state }) => ['done', 'failed', 'cancelled'].includes(state);

/** "all keys", "500 keys at random", "LAMP-07 and 3 more". */
export function scope_words({ scope, sample, keys, key_count }) {
  if (scope === 'all') return 'all keys';
  if (scope === 'sample') return `${count(sample)} keys at random`;
  return key_words(keys, key_count);
}

export const title_of = (job) => `${entity_name(job.entity)}: ${scope_words(job)}`;

export const fix_words = { store: 'corrects the store', node: 'reads what the node missed' };

export function progress_words(job) {
  const of = job.expected > 0 ? ` of about ${count(job.expected)}` : '';
  return {
    comparing: `Comparing: ${count(job.checked)}${of} keys · ${counted(job.suspected, 'suspect')}`,
    waiting: `${counted(job.checked, 'key')} compared. ${counted(job.suspected, 'key')} differed; a difference counts only if it lasts for a minute.`,
    confirming: `Looking again at ${counted(job.suspected, 'key')}.`,
    fixing: 'Correcting, and waiting until the values have arrived.',
  }[job.state];
}

/** done: differences or none. */
export function verdict({ state, checked, differences, fixed, error, compares_erp }) {
  if (state === 'failed') return { words: `It failed: ${error}`, kind: 'bad' };
  if (state === 'cancelled') return { words: error || 'It was cancelled.', kind: '' };
  const sides = compares_erp ? 'ERP, node and store' : 'node and store';
  if (checked === 0) return { words: 'There was no key to compare.', kind: '' };
  if (fixed > 0 && differences === 0)
    return {
      words: `${counted(fixed, 'difference')} corrected. ${sides} agree now.`,
      kind: 'good',
    };
  if (differences === 0)
    return { words: `${counted(checked, 'key')} compared: ${sides} agree.`, kind: 'good' };
  const corrected = fixed > 0 ? `${count(fixed)} corrected. ` : '';
  const verb = differences === 1 ? 'differs' : 'differ';
  return {
    words: `${corrected}${count(differences)} of ${counted(checked, 'key')} ${verb} between ${sides}.`,
    kind: 'bad',
  };
}

export const took = ({ started_at, ended_at }) =>
  ended_at ? span((new Date(ended_at) - new Date(started_at)) / 1000) : null;

const kinds = { done: 'good', failed: 'bad' };
export const state_tag = ({ state }) => h('span', { class: `tag ${kinds[state] ?? ''}` }, state);
