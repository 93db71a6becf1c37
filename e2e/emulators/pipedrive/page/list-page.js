import { h } from './element.js';

const titles = { deals: 'Deals', organizations: 'Organizations', persons: 'People' };

/** Lists the deals, organizations or persons of the user's company. */
export function listPage(data) {
  return {
    element: h(
      'div',
      { class: 'plain' },
      h('h1', null, titles[data.what]),
      h(
        'ul',
        { class: 'card rows' },
        data.rows.map((row) => h('li', null, h('a', { href: row.href }, row.name))),
      ),
    ),
  };
}
