import { demoBar } from './demo-bar.js';
import { h } from './element.js';
import { icon } from './icons.js';

/** Pipedrive's menu entries; those without a URL are inactive. */
const places = [
  ['Deals', 'deal', '/deals'],
  ['Projects', 'projects', null],
  ['Mail', 'mail', null],
  ['Activities', 'activity', null],
  ['Organizations', 'organization', '/organizations'],
  ['People', 'person', '/persons'],
  ['Products', 'product', null],
  ['Insights', 'insights', null],
];

const titles = {
  deal: 'Deals',
  contact: 'Contacts',
  list: 'Overview',
  marketplace: 'Settings',
  settings: 'Settings',
};

/** Wraps a page in the demo bar, the left menu and the top bar. */
export function shell(data, content) {
  const bar = demoBar(data);
  const element = h(
    'div',
    { class: 'shell' },
    bar.element,
    menu(data.page),
    topBar(data),
    h('main', { class: 'content' }, content),
  );
  return { element, showBudget: bar.showBudget };
}

function menu(page) {
  const current = { deal: 'Deals', contact: 'Organizations', list: 'Deals' }[page];
  return h(
    'nav',
    { class: 'menu', 'aria-label': 'Main' },
    h('a', { class: 'menu-mark', href: '/', 'aria-label': 'Home' }, 'P'),
    places.map(([name, picture, href]) =>
      href
        ? h(
            'a',
            {
              href,
              class: 'menu-item',
              'aria-label': name,
              'aria-current': name === current ? 'page' : null,
            },
            icon(picture),
          )
        : h('span', { class: 'menu-item', 'aria-hidden': 'true' }, icon(picture)),
    ),
  );
}

function topBar(data) {
  return h(
    'header',
    { class: 'top-bar' },
    h('span', { class: 'top-title' }, titles[data.page]),
    h(
      'span',
      { class: 'top-search' },
      icon('search', 16),
      h('span', null, `Search ${data.viewer.companyName}`),
    ),
    h('span', { class: 'top-add', 'aria-hidden': 'true' }, icon('plus', 18)),
    h('span', { class: 'top-space' }),
    h(
      'a',
      { class: 'top-icon', href: '/settings/marketplace', 'aria-label': 'Settings' },
      icon('settings'),
    ),
    h(
      'span',
      { class: 'top-viewer' },
      h('span', { class: 'avatar', 'aria-hidden': 'true' }, initials(data.viewer.name)),
      h('span', null, h('b', null, data.viewer.name), h('small', null, data.viewer.companyName)),
    ),
  );
}

/** The first two initials of a name. */
export function initials(name) {
  return name
    .split(' ')
    .slice(0, 2)
    .map((part) => part[0])
    .join('');
}
