// The classes of a comparison: what each means, what helps, and which can be corrected from here.
import { ask, with_parameters } from './api.js';
import { h } from './dom.js';
import { attempt, question } from './frame.js';
import { counted, entity_name, spaced } from './words.js';

export const difference_classes = {
  lost_push: {
    means: 'The ERP has a value that never reached the node. The store has what the node sent.',
    helps: 'Read the records from Acumatica again.',
  },
  store_edited: {
    means: 'ERP and node agree. Somebody changed the value in the store.',
    helps: 'Send the node’s value again, or make the change in Acumatica.',
  },
  both: {
    means: 'All three values differ.',
    helps: 'Read the records from Acumatica again. The store then gets the ERP’s value.',
  },
  dead_letter: {
    means: 'The value was sent and failed. A failed message holds it.',
    helps: 'Open the failed message that the remedy names, fix its cause, and replay it.',
  },
  unknown_in_store: {
    means: 'The store does not have the record, or has one of a type that takes no such value.',
    helps: 'Create the record in the store.',
  },
  absent_in_erp: {
    means: 'The ERP no longer has the record, or it is not for the store there.',
    helps: 'Remove it from the store if it is no longer sold.',
  },
  not_mapped: {
    means: 'No setting maps a value of the record.',
    helps: 'Add the value to the map that the remedy names, and reload.',
  },
  unreadable: {
    means: 'One side could not be read, so nothing is proven.',
    helps: 'Read the reason in the remedy, and compare these keys again.',
  },
};

const fixes = {
  store: {
    classes: ['store_edited'],
    button: (n) => `Correct the store: ${counted(n, 'value')}…`,
    title: (n) => `Overwrite ${counted(n, 'value')} in the store?`,
    says: 'The node sends its value for each key that was changed in the store. What somebody typed there is lost.',
    action: (n) => `Overwrite ${counted(n, 'value')}`,
    danger: true,
  },
  node: {
    classes: ['lost_push', 'both'],
    button: (n) => `Read from the ERP: ${counted(n, 'record')}…`,
    title: (n) => `Read ${counted(n, 'record')} from Acumatica again?`,
    says: 'The node reads the records that it missed and sends their values to the store.',
    action: (n) => `Read and send ${counted(n, 'record')}`,
  },
};

const most_by_key = 50; // above this, comparing all keys takes fewer requests than naming each

/** The fixes that apply to a report, each with the number of keys. */
export const fixes_of = ({ classes, compares_erp }) =>
  Object.entries(fixes)
    .map(([fix, how]) => ({
      fix,
      ...how,
      number: how.classes.reduce((sum, each) => sum + (classes[each] ?? 0), 0),
    }))
    .filter(({ fix, number }) => number > 0 && (fix === 'store' || compares_erp));

/** The fix for one row; null: there is none. */
export const fix_of_row = (item, report) =>
  fixes_of({ classes: { [item.class]: 1 }, compares_erp: report.compares_erp })[0] ?? null;

async function keys_of(report, classes) {
  const keys = [];
  for (const each of classes) {
    const path = with_parameters(`/reconcile/${report.id}`, { class: each });
    keys.push(...(await ask('GET', path)).items.map(({ key }) => key));
  }
  return keys;
}

/** Asks, and starts a comparison that corrects. `keys`: those of some rows; null: all of the report. The new job's id, or null. */
export async function correct(report, { fix, number, title, says, action, danger }, keys = null) {
  const by_key = keys !== null || number <= most_by_key;
  const looks = by_key
    ? 'These keys are compared again first, and only those that still differ are corrected. That takes a minute or two.'
    : `All keys of ${entity_name(report.entity).toLowerCase()} are compared again first, and those that still differ are corrected. That takes as long as this report did, and some minutes more.`;
  const agreed = await question({
    title: title(number),
    body: [h('p', {}, says), h('p', {}, looks)],
    action: action(number),
    danger,
  });
  if (!agreed) return null;
  const order = async () => {
    const which = by_key
      ? { key: keys ?? (await keys_of(report, fixes[fix].classes)) }
      : { all: true };
    return ask('POST', '/reconcile', { entity: report.entity, ...which, fix });
  };
  return (await attempt(order, 'The correction cannot be started'))?.id ?? null;
}

/** What a class means and what helps. */
export const class_advice = (name) =>
  difference_classes[name] &&
  h(
    'section',
    { class: 'panel advice', 'aria-label': `What ${spaced(name)} means` },
    h('p', {}, h('b', {}, `${spaced(name)}:`), ' ', difference_classes[name].means),
    h('p', {}, h('b', {}, 'Remedy:'), ' ', difference_classes[name].helps),
  );
