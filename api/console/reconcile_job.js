// The panel of a reconciliation that is under way.
import { ask } from './api.js';
import { button, h, put } from './dom.js';
import { attempt, question } from './frame.js';
import { fix_words, progress_words, title_of } from './reconcile_words.js';

async function cancel(job) {
  const agreed = await question({
    title: 'Cancel this reconciliation?',
    body: h('p', {}, `${title_of(job)}. There will be no report.`),
    action: 'Cancel it',
    danger: true,
  });
  if (agreed)
    await attempt(
      () => ask('DELETE', `/reconcile/${encodeURIComponent(job.id)}`),
      'It cannot be cancelled',
    );
}

/** show(job) draws, and hides the panel when the job is null. */
export function reconcile_job(changed) {
  let shown = null;
  const title = h('b');
  const state = h('span', { class: 'state good' });
  const progress = h('progress', { 'aria-label': 'Keys compared' });
  const words = h('p', { class: 'figures' });
  const element = h(
    'article',
    { class: 'panel job', 'aria-label': 'Reconciliation under way', hidden: true },
    h('div', {}, h('p', { class: 'title' }, title, ' ', state), progress, words),
    button('Cancel', () => cancel(shown).then(changed), {
      'aria-label': 'Cancel the reconciliation',
    }),
  );
  const show = (job) => {
    shown = job;
    element.hidden = job === null;
    if (job === null) return;
    put(title, job.fix ? `${title_of(job)} (${fix_words[job.fix]})` : title_of(job));
    put(state, job.state);
    put(words, progress_words(job));
    if (job.expected > 0 && job.state === 'comparing') {
      progress.max = Math.max(job.expected, job.checked);
      progress.value = job.checked;
    } else {
      progress.removeAttribute('value');
    }
  };
  return { element, show };
}
