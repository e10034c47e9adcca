// The parts that every view shares: notices, questions, and places filled by an answer.
import { button, h } from './dom.js';

/** Shows a notice. A good one disappears automatically; `kind`: good or bad. */
export function notice(words, kind = 'good') {
  const close = button('Dismiss', () => made.remove(), { class: 'quiet' });
  const made = h('div', { class: `notice ${kind}` }, h('p', {}, words), close);
  document.getElementById('notices').append(made);
  if (kind === 'good') setTimeout(() => made.remove(), 8_000);
}

/**
 * Asks for confirmation. `values` is called when the reader agrees; if it returns a text, that says what is
 * still wrong, and the question stays open. Resolves to the values, or null.
 */
export function question({ title, body, action, danger = false, values = () => ({}) }) {
  const dialog = document.getElementById('question');
  if (dialog.open) return Promise.resolve(null); // a second click while the first was being counted
  return new Promise((resolve) => {
    let answer = null;
    const wrong = h('p', { class: 'wrong', role: 'alert' });
    const agree = (event) => {
      event.preventDefault();
      const given = values();
      if (typeof given === 'string') return void (wrong.textContent = given);
      answer = given;
      dialog.close();
    };
    const form = h(
      'form',
      { onsubmit: agree },
      h('h2', { id: 'question-title' }, title),
      body,
      wrong,
      h(
        'div',
        { class: 'actions' },
        button('Cancel', () => dialog.close()),
        h('button', { type: 'submit', class: danger ? 'danger' : 'primary' }, action),
      ),
    );
    dialog.replaceChildren(form);
    dialog.addEventListener('close', () => resolve(answer), { once: true });
    dialog.showModal();
  });
}

const waiting_places = new Map();

/** Fills a place with the answer of `get`. Errors are shown there, and retried once the node answers. */
export async function fill(place, get, draw) {
  const number = (fill.count = (fill.count ?? 0) + 1);
  place.dataset.fill = number;
  place.setAttribute('aria-busy', 'true');
  const is_current = () => place.dataset.fill === String(number);
  const again = () => fill(place, get, draw);
  waiting_places.delete(place);
  try {
    const answer = await get();
    if (is_current()) place.replaceChildren(...[draw(answer)].flat(Infinity).filter(Boolean));
  } catch (problem) {
    if (!problem.kind) throw problem;
    if (!is_current()) return;
    waiting_places.set(place, again);
    place.replaceChildren(
      h(
        'div',
        { class: 'trouble', role: 'alert' },
        h('p', {}, problem.message),
        button('Try again', again),
      ),
    );
  } finally {
    if (is_current()) place.removeAttribute('aria-busy');
  }
}

/** Retries the places of the page that still show an error. */
export function fill_again() {
  for (const [place, again] of [...waiting_places]) {
    waiting_places.delete(place);
    if (place.isConnected) again();
  }
}

/** Does the work and reports a failure. Resolves to the answer, or null when it failed. */
export async function attempt(work, failed_words) {
  try {
    return await work();
  } catch (problem) {
    if (!problem.kind) throw problem;
    notice(`${failed_words}: ${problem.message}`, 'bad');
    return null;
  }
}
