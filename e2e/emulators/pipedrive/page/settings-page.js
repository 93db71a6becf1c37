import { h } from './element.js';
import { answerCommand } from './extension/commands.js';
import { frameSlot } from './extension/frame-slot.js';

const menu = {
  Personal: ['Personal preferences', 'Password and login', 'Notifications'],
  Company: ['Company settings', 'Manage users', 'Data fields', 'Currencies'],
};

/** The settings area with Pipedrive's menu on the left. */
export function settingsArea(data, content) {
  const item = (name) => h('li', null, h('span', null, name));
  return h(
    'div',
    { class: 'settings' },
    h(
      'nav',
      { class: 'settings-menu', 'aria-label': 'Settings' },
      Object.entries(menu).map(([group, names]) => [
        h('h3', null, group),
        h('ul', null, names.map(item)),
      ]),
      h('h3', null, 'Tools and apps'),
      h(
        'ul',
        null,
        h(
          'li',
          null,
          h('a', { href: '/settings/marketplace', 'aria-current': 'page' }, 'Marketplace apps'),
        ),
      ),
    ),
    h('div', { class: 'settings-content', 'data-page': data.page }, content),
  );
}

/** The page with the app's settings frame. */
export function settingsPage(data) {
  const { app } = data;
  const place = h('div', { class: 'settings-frame' });
  const context = { viewer: data.viewer, app, deadlineMs: data.deadlineMs };
  const slot = frameSlot({ place, surface: 'settings', context, answer: answerCommand });
  const crumbs = h(
    'p',
    { class: 'crumbs' },
    h('a', { href: '/settings/marketplace' }, 'Marketplace apps'),
    h('span', null, app.name),
  );
  const missing = h('p', null, 'This app has no settings page.');
  return {
    element: settingsArea(data, [
      crumbs,
      h('h1', null, app.name),
      data.hasSettings ? place : missing,
    ]),
    shown: () => data.hasSettings && slot.open(),
  };
}
