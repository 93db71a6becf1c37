import { h } from './element.js';
import { appPanel } from './extension/panel.js';
import { money } from './format.js';
import { details, section } from './sidebar.js';

/** The page of an organization or a person, with the app's panel and its deals. */
export function contactPage(data) {
  const { entity } = data;
  const panel = appPanel(data);
  const rows = entity.deals.map((deal) =>
    h(
      'li',
      null,
      h('a', { href: `/deal/${deal.id}` }, deal.title),
      h('span', { class: 'amount' }, money(deal.value, deal.currency)),
    ),
  );
  return {
    element: h(
      'div',
      { class: 'deal' },
      h(
        'div',
        { class: 'deal-top' },
        h('div', { class: 'deal-header' }, h('h1', null, entity.name)),
      ),
      h(
        'aside',
        { class: 'sidebar', 'aria-label': 'Details' },
        panel.element,
        h('div', { class: 'sections' }, section('Details', details(entity.details))),
      ),
      h(
        'div',
        { class: 'stream' },
        h(
          'section',
          { class: 'card' },
          h('h2', { class: 'card-bar' }, 'Deals'),
          h('ul', { class: 'rows' }, rows),
        ),
      ),
    ),
    shown: panel.open,
  };
}
