// Shows the number of failed messages of each class, and what the chosen class means.
import { ask, with_parameters } from './api.js';
import { h } from './dom.js';
import { count, counted, spaced } from './words.js';

/** What a class means and what to do, in the node's words. */
export const advice = ({ class: name, explanation, remedy }) =>
  h(
    'section',
    { class: 'panel advice', 'aria-label': `What ${spaced(name)} means` },
    h('p', {}, h('b', {}, `${spaced(name)}:`), ' ', explanation),
    h('p', {}, h('b', {}, 'Remedy:'), ' ', remedy),
  );

/** `chosen`: the filters in force. `counted_as` receives the number of matches, null until it is known. */
export function letter_classes(chosen, counted_as) {
  const place = h('div', { class: 'classes' });
  const { class: of_class = '', ...others } = chosen;
  const link = (name, words, number) =>
    h(
      'li',
      {},
      h(
        'a',
        {
          href: `#${with_parameters('/failed', { ...others, class: name })}`,
          'aria-current': name === of_class ? 'true' : null,
        },
        `${words} `,
        h('b', {}, count(number)),
      ),
    );

  async function get() {
    counted_as(null);
    const all = await ask('GET', with_parameters('/dead-letters/count', others));
    const names = Object.keys(all.by_class);
    const explained = of_class || (names.length === 1 ? names[0] : '');
    if (!all.by_class[explained]) return { all, letter: null };
    // The advice comes with each dead letter, so that its text exists in one place only.
    const { items } = await ask(
      'GET',
      with_parameters('/dead-letters', { ...others, class: explained, limit: 1 }),
    );
    const letter = items[0] ? await ask('GET', `/dead-letters/${items[0].id}`) : null;
    return { all, letter };
  }

  function draw({ all, letter }) {
    counted_as(of_class ? (all.by_class[of_class] ?? 0) : all.count);
    place.hidden = all.count === 0;
    if (all.count === 0) return [];
    const chosen_one = of_class ? { [of_class]: 0 } : {}; // stays when its last message is gone
    const names = Object.entries({ ...chosen_one, ...all.by_class }).sort(([, a], [, b]) => b - a);
    const links = [
      link('', 'All', all.count),
      names.map(([name, number]) => link(name, spaced(name), number)),
    ];
    return [
      h('nav', { 'aria-label': `Classes of ${counted(all.count, 'message')}` }, h('ul', {}, links)),
      letter && advice(letter),
    ];
  }
  let reloads = 0;
  async function reload() {
    const number = (reloads += 1);
    try {
      const answer = await get();
      if (number === reloads) place.replaceChildren(...draw(answer).filter(Boolean));
    } catch (problem) {
      if (!problem.kind) throw problem; // the list shows it
      if (number === reloads) place.replaceChildren();
    }
  }
  return { place, reload };
}
