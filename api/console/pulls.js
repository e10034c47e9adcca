// The view of pulls from Acumatica: the schedule, a form that starts one, and the jobs.
import { ask } from './api.js';
import { h, heading } from './dom.js';
import { live, when_changed } from './live.js';
import { no_erp, no_inquiry } from './missing.js';
import { pull_form } from './pull_form.js';
import { ended_jobs, running_jobs, schedule_table } from './pull_jobs.js';

const is_over = ({ state }) => ['done', 'failed', 'cancelled'].includes(state);

/** What the schedule says of a time that there is not. */
const off = {
  delta: 'off (acumatica.delta_every = 0)',
  sweep: 'off (acumatica.sweep_at is not set)',
};

export function pulls_view(parameters) {
  const place = h('div');
  const lacking = h('div');
  const plan = h('div');
  const ended = h('div');
  const form = pull_form(parameters, () => page.reload());
  const running = running_jobs(() => page.reload());
  const usable = h(
    'div',
    {},
    form.element,
    running.element,
    h('section', { 'aria-labelledby': 'schedule' }, h('h2', { id: 'schedule' }, 'Schedule'), plan),
  );
  const past = h(
    'section',
    { 'aria-labelledby': 'ended' },
    h('h2', { id: 'ended' }, 'Ended pulls'),
    ended,
  );
  const show_plan = when_changed((schedule) => plan.replaceChildren(schedule_table(schedule, off)));
  const show_ended = when_changed((jobs) => ended.replaceChildren(ended_jobs(jobs)));
  const show_lacking = when_changed(({ erp, inquiries }) =>
    lacking.replaceChildren(...(!erp ? [no_erp()] : inquiries ? [] : [no_inquiry()])),
  );
  const show = ({ items, erp, schedule }) => {
    show_lacking({ erp, inquiries: schedule.length > 0 });
    usable.hidden = schedule.length === 0;
    past.hidden = usable.hidden && items.length === 0;
    form.show(schedule);
    show_plan(schedule);
    running.show(items.filter((each) => !is_over(each)).reverse());
    show_ended(items.filter(is_over));
  };
  const page = live(place, [lacking, usable, past], () => ask('GET', '/resync'), show);
  const element = h(
    'div',
    {},
    heading('Pulls'),
    h(
      'p',
      { class: 'lead' },
      'A pull reads records from Acumatica and sends the values that differ. Use it for the first load, after an outage, and for changes that no push brought.',
    ),
    place,
  );
  return { title: 'Pulls', element, figures: page.look, restarted: page.reload };
}
