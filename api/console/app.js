// The frame of the page: the current view, the state of the connection to the node, and the token.
import { token } from './api.js';
import { field, h, put } from './dom.js';
import { fill_again, notice } from './frame.js';
import { node } from './node.js';
import { refresh_times } from './times.js';
import { clock, counted, short_count, span } from './words.js';
import { actors_view } from './actors.js';
import { connection_view } from './connection.js';
import { failed_view } from './failed.js';
import { history_view } from './history.js';
import { letter_view } from './letter.js';
import { lost_pushes_view } from './lost_pushes.js';
import { now_view } from './now.js';
import { pulls_view } from './pulls.js';
import { reconcile_view } from './reconcile.js';
import { record_view } from './record.js';
import { report_view } from './report.js';
import { search_box } from './search.js';
import { settings_view } from './settings.js';
import { trace_view } from './trace.js';
import { unmapped_view } from './unmapped.js';
import { waiting_view } from './waiting.js';

const views = {
  now: { name: 'Now', show: now_view },
  failed: {
    name: 'Failed messages',
    show: (parameters, id) => (id ? letter_view(id) : failed_view(parameters)),
  },
  waiting: { name: 'Waiting', show: waiting_view },
  history: {
    name: 'History',
    show: (parameters, id) => (id ? record_view(id) : history_view(parameters)),
  },
  pulls: { name: 'Pulls', show: pulls_view },
  reconcile: {
    name: 'Reconcile',
    show: (parameters, id) => (id ? report_view(id, parameters) : reconcile_view()),
  },
  lost: { name: 'Lost pushes', show: lost_pushes_view },
  unmapped: { name: 'Unmapped values', show: unmapped_view },
  connection: { name: 'Connection', show: connection_view },
  settings: { name: 'Settings', show: settings_view },
  actors: { name: 'Actors', show: actors_view },
  trace: { show: trace_view }, // reached by the search box
};

const at = (id) => document.getElementById(id);
let shown = null;

/** #/failed/17?entity=pricing → its view. A view: {title, element, figures?(stats), restarted?()}. */
function show() {
  const [path, query] = location.hash.replace(/^#\/?/, '').split('?');
  const [name, id] = path.split('/');
  const chosen = Object.hasOwn(views, name) ? name : 'now';
  for (const link of at('views').querySelectorAll('a')) {
    if (link.dataset.view === chosen) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  at('views')
    .querySelector('[aria-current]')
    ?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  const is_first = shown === null;
  shown = views[chosen].show(
    Object.fromEntries(new URLSearchParams(query)),
    id ? decodeURIComponent(id) : null,
  );
  at('view').replaceChildren(shown.element);
  document.title = `${shown.title} – Acumage`;
  if (node.stats) shown.figures?.(node.stats);
  if (is_first || at('question').open) return;
  window.scrollTo(0, 0);
  at('view').querySelector('h1')?.focus({ preventScroll: true });
}

function draw_navigation() {
  at('views').append(
    h(
      'ul',
      {},
      Object.entries(views)
        .filter(([, { name }]) => name)
        .map(([name, { name: words }]) =>
          h(
            'li',
            {},
            h('a', { href: `#/${name}`, 'data-view': name }, words, h('span', { class: 'tally' })),
          ),
        ),
    ),
  );
}

function draw_figures() {
  const { node: figures, dead_letters } = node.stats;
  put(at('node'), `${figures.state}, version ${figures.version}, up ${span(figures.uptime_s)}`);
  const tally = at('views').querySelector('[data-view=failed] .tally');
  put(tally, dead_letters.total > 0 ? short_count(dead_letters.total) : '');
  tally.title = counted(dead_letters.total, 'open message');
  refresh_times();
  shown?.figures?.(node.stats);
}

const token_hint =
  'The value of the setting admin.token. It is kept in this tab until you close it.';

function draw_sign_in(words) {
  const place = at('sign-in');
  const given = h('input', {
    type: 'password',
    name: 'token',
    autocomplete: 'current-password',
    required: true,
  });
  const wrong = h('p', { class: 'wrong', role: 'alert' });
  const enter = (event) => {
    event.preventDefault();
    const text = given.value.trim();
    if (!/^[\x21-\x7e]+$/.test(text))
      return void put(wrong, 'A token contains only visible ASCII characters and no blanks.');
    node.sign_in(text);
  };
  place.replaceChildren(
    h('h1', { id: 'sign-in-title', tabindex: '-1' }, 'Admin token'),
    h(
      'form',
      { onsubmit: enter },
      h('input', {
        type: 'text',
        name: 'user',
        autocomplete: 'username',
        value: 'admin',
        hidden: true,
      }), // for password managers
      field('Token', given, token_hint),
      wrong,
      h('button', { type: 'submit', class: 'primary' }, 'Sign in'),
    ),
  );
  put(wrong, words);
  given.focus();
}

function link_words() {
  if (node.link !== 'unreachable') return node.problem.message;
  const since = node.seen_at ? ` The figures shown are from ${clock(node.seen_at)}.` : '';
  return `The node does not answer. Retrying every 2 seconds.${since}`;
}

function draw_link() {
  const is_token = node.link === 'token';
  at('sign-in').hidden = !is_token;
  at('view').hidden = is_token;
  const is_trouble = !['ok', 'asking', 'token'].includes(node.link);
  at('banner').hidden = !is_trouble;
  document.body.classList.toggle('stale', is_trouble);
  if (is_trouble) put(at('banner'), link_words());
  if (is_token) {
    draw_sign_in(
      token.get() ? 'The node does not accept this token. Check it and enter it again.' : '',
    );
    token.forget();
  }
  if (node.link === 'ok') fill_again();
}

draw_navigation();
at('search').replaceWith(search_box());
node.addEventListener('link', draw_link);
node.addEventListener('figures', draw_figures);
node.addEventListener('restart', () => {
  notice('The node was restarted or has reloaded its settings: counters start at zero.');
  shown?.restarted?.();
});
window.addEventListener('hashchange', show);
show();
node.follow();
