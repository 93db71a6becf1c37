import { h } from '../element.js';
import { icon } from '../icons.js';
import { answerCommand } from './commands.js';
import { frameSlot } from './frame-slot.js';

/**
 * The app's panel in the sidebar: a bar with chevron, name, reload and menu above the frame. Users
 * who have not installed the app get a prompt or, with shared visibility, the frame.
 */
export function appPanel(data) {
  const { app, entity } = data;
  const body = h('div', { class: 'panel-body', id: 'app-panel' });
  const context = { viewer: data.viewer, app, entity, deadlineMs: data.deadlineMs };
  const slot = frameSlot({
    place: body,
    surface: 'panel',
    context,
    answer: answerCommand,
    asked: { resource: entity.kind, selectedId: entity.id },
  });
  const mayShow = app.installed || app.sharedVisibility;
  const open = () => (mayShow ? slot.open() : body.replaceChildren(installPrompt(app)));

  const chevron = h(
    'button',
    {
      type: 'button',
      class: 'icon-button panel-chevron',
      'aria-label': `Collapse ${app.name}`,
      'aria-expanded': 'true',
      'aria-controls': 'app-panel',
      onclick: () => {
        body.hidden = !body.hidden;
        chevron.setAttribute('aria-expanded', String(!body.hidden));
        slot.emit('visibility', { is_visible: !body.hidden });
      },
    },
    icon('chevron', 16),
  );
  const element = h(
    'section',
    { class: 'card panel', 'aria-label': `${app.name} panel` },
    h(
      'header',
      { class: 'card-bar' },
      chevron,
      h('span', { class: 'panel-mark', 'aria-hidden': 'true' }, app.name.slice(0, 1)),
      h('h2', null, app.name),
      h('span', { class: 'top-space' }),
      h(
        'button',
        { type: 'button', class: 'icon-button', 'aria-label': `Reload ${app.name}`, onclick: open },
        icon('reload', 16),
      ),
      panelMenu(app),
    ),
    body,
  );
  return { element, open };
}

function installPrompt(app) {
  return h(
    'div',
    { class: 'panel-prompt' },
    h('b', null, `${app.name} is not installed for you`),
    h('p', null, 'Install the app to see it here. Every user of your company installs it once.'),
    app.installUrl
      ? h('a', { class: 'button primary', href: app.installUrl }, `Install ${app.name}`)
      : h('p', null, 'The app has not registered its address yet.'),
  );
}

function panelMenu(app) {
  return h(
    'details',
    { class: 'panel-menu' },
    h('summary', { class: 'icon-button', 'aria-label': `${app.name} menu` }, icon('more', 16)),
    h(
      'div',
      null,
      h('a', { href: `/settings/marketplace/app/${app.clientId}/app-settings` }, 'App settings'),
      h('a', { href: '/settings/marketplace' }, 'Manage app'),
    ),
  );
}
