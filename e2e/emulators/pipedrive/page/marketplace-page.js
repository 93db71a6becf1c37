import { h } from './element.js';
import { post } from './server-calls.js';
import { settingsArea } from './settings-page.js';

/** The apps page: install, settings, uninstall. */
export function marketplacePage(data) {
  const holder = h('div');
  const draw = ({ app, viewer }) => {
    holder.replaceChildren(appCard(app, viewer));
  };
  draw(data);
  return {
    element: settingsArea(data, [
      h('h1', null, 'Marketplace apps'),
      h(
        'p',
        { class: 'settings-intro' },
        'Apps are installed by each user. Uninstalling takes back the access of that user alone.',
      ),
      holder,
    ]),
    update: draw,
  };
}

function appCard(app, viewer) {
  return h(
    'section',
    { class: 'card app-card', 'aria-label': app.name },
    h('span', { class: 'panel-mark large', 'aria-hidden': 'true' }, app.name.slice(0, 1)),
    h(
      'div',
      { class: 'app-words' },
      h('h2', null, app.name),
      h('p', null, 'Invoicing · Private app'),
      h(
        'p',
        { class: app.installed ? 'state on' : 'state' },
        app.installed ? `Installed for ${viewer.name}` : `Not installed for ${viewer.name}`,
      ),
    ),
    h(
      'div',
      { class: 'app-actions' },
      app.installed ? installedActions(app, viewer) : installActions(app),
    ),
  );
}

function installedActions(app, viewer) {
  return [
    h(
      'a',
      { class: 'button', href: `/settings/marketplace/app/${app.clientId}/app-settings` },
      'Settings',
    ),
    h(
      'button',
      {
        type: 'button',
        class: 'negative',
        onclick: () => post('/host/uninstall', { userId: viewer.id }),
      },
      'Uninstall',
    ),
  ];
}

/**
 * Links to the app's installation URL and to an install without `state`, as the Marketplace does.
 */
function installActions(app) {
  if (!app.callbackUrl) return h('p', null, 'The app has not registered its addresses yet.');
  const query = new URLSearchParams({ client_id: app.clientId, redirect_uri: app.callbackUrl });
  return [
    h('a', { class: 'button primary', href: app.installUrl }, 'Install'),
    h('a', { class: 'button', href: `/oauth/authorize?${query}` }, 'Install without state'),
  ];
}
