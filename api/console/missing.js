// Says which settings a view needs, and where they are set.
import { h } from './dom.js';

/** `lines`: what to add to config.ini. */
export const missing = (title, words, lines) =>
  h(
    'section',
    { class: 'panel missing', 'aria-label': title },
    h('h2', {}, title),
    h('p', {}, words),
    h('pre', { tabindex: '0', 'aria-label': 'Lines for config.ini' }, lines.join('\n')),
    h(
      'p',
      { class: 'hint' },
      'Add these lines to config.ini and reload the node (systemctl reload acumage). ',
      h('a', { href: '#/settings' }, 'Settings in force'),
    ),
  );

export const no_erp = () =>
  missing(
    'Acumatica is not connected',
    'The node cannot read from Acumatica, because acumatica.url is not set. It still receives push notifications. To pull records, set the address, the sign-in, and an inquiry for each entity.',
    [
      '[acumatica]',
      'url = <https address of the instance>',
      'tenant = Northwind',
      'client_id = …@Northwind',
      'client_secret_file = acumatica-client-secret',
      'username = acumage',
      'password_file = acumatica-password',
      '',
      '[pull.pricing]',
      'name = Acumage Price',
    ],
  );

export const no_inquiry = () =>
  missing(
    'No inquiry is set',
    'The node can sign in to Acumatica, but no section [pull.…] names a generic inquiry. Name one for each entity to be pulled.',
    ['[pull.pricing]', 'name = Acumage Price', '', '[pull.inventory]', 'name = Acumage Quantity'],
  );

export const no_lost_pushes = () =>
  missing(
    'Lost pushes are not read',
    'After five failed attempts, Acumatica keeps a push notification for two days in a table of its own. To have the node read that table, publish it as a generic inquiry and set its name.',
    ['[acumatica]', 'lost_pushes = Acumage Lost Pushes'],
  );
