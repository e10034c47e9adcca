// The switches of one lane or of all lanes. Each explains its effect before it is applied.
import { ask } from './api.js';
import { h } from './dom.js';
import { attempt, notice, question } from './frame.js';
import { node } from './node.js';
import { counted, entities } from './words.js';

const orders = {
  pause: {
    action: 'Pause',
    says: (lanes) =>
      `Nothing of ${lanes} is sent until you resume, even after a restart. Incoming changes are kept.`,
  },
  resume: { action: 'Resume', says: (lanes) => `Waiting deliveries of ${lanes} leave at once.` },
  'stop-intake': {
    action: 'Stop intake',
    danger: true,
    says: (lanes) =>
      `From now on, changes of ${lanes} from Acumatica are acknowledged and discarded: they are not kept and ` +
      'cannot be recovered. To keep them without sending, pause instead.',
  },
  'start-intake': {
    action: 'Start intake',
    says: (lanes) => `Changes of ${lanes} from Acumatica are accepted again.`,
  },
};

function waiting_words(which, what) {
  const lanes = Object.entries(node.stats?.lanes ?? {}).filter(
    ([each]) => which === 'all' || each === which,
  );
  const waits = lanes.reduce((sum, [, lane]) => sum + lane.waiting + lane.retrying, 0);
  return ['pause', 'resume'].includes(what)
    ? ` ${counted(waits, 'delivery waits', 'deliveries wait')} now.`
    : '';
}

/** `which`: an entity or all; `what`: pause, resume, stop-intake or start-intake. */
export async function order(which, what) {
  const { action, danger, says } = orders[what];
  const lanes = which === 'all' ? 'all lanes' : entities[which].toLowerCase();
  const agreed = await question({
    title: `${action}: ${lanes}?`,
    body: h('p', {}, says(lanes) + waiting_words(which, what)),
    action,
    danger,
  });
  if (!agreed) return;
  const answer = await attempt(() => ask('POST', `/lanes/${which}/${what}`), `${action} failed`);
  if (answer) notice(`${action}: ${lanes}. The state is now “${answer.state}”.`);
  node.look();
}
