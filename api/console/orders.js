// The switches of a lane or of all: what each will do is said before it is done.
import { ask } from './api.js';
import { h } from './dom.js';
import { attempt, notice, question } from './frame.js';
import { node } from './node.js';
import { counted, entities } from './words.js';

const orders = {
  pause: {
    action: 'Pause',
    says: (lanes) =>
      `Nothing of ${lanes} is sent until you resume. What comes in is kept, and this stays so after a restart.`,
  },
  resume: { action: 'Resume', says: (lanes) => `All of ${lanes} that waits is sent at once.` },
  'stop-intake': {
    action: 'Stop intake',
    danger: true,
    says: (lanes) =>
      `What Acumatica pushes of ${lanes} from now on is answered as taken and thrown away: it is kept nowhere and ` +
      'cannot be brought back. To hold it instead, pause.',
  },
  'start-intake': {
    action: 'Start intake',
    says: (lanes) => `What Acumatica pushes of ${lanes} is taken again.`,
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
  const answer = await attempt(
    () => ask('POST', `/lanes/${which}/${what}`),
    `${action} did not work`,
  );
  if (answer) notice(`${action}: ${lanes}. The state is now “${answer.state}”.`);
  node.look();
}
