import { h } from './element.js';
import { money } from './format.js';
import { icon } from './icons.js';
import { initials } from './shell.js';

/** Title, owner, Won and Lost buttons, and the stage bar. */
export function dealHeader(deal) {
  return h(
    'div',
    { class: 'deal-header' },
    h(
      'div',
      { class: 'deal-title' },
      h('h1', null, deal.title),
      deal.status === 'open' ? null : h('span', { class: `flag ${deal.status}` }, deal.status),
      h('span', { class: 'top-space' }),
      h('span', { class: 'avatar small', 'aria-hidden': 'true' }, initials(deal.owner)),
      h('span', { class: 'deal-owner' }, h('b', null, deal.owner), h('small', null, 'Owner')),
      h('button', { type: 'button', class: 'won', disabled: true }, 'Won'),
      h('button', { type: 'button', class: 'lost', disabled: true }, 'Lost'),
      h('span', { class: 'icon-button', 'aria-hidden': 'true' }, icon('more', 16)),
    ),
    h(
      'ol',
      { class: 'stages', 'aria-label': 'Pipeline stage' },
      deal.stages.map((name, index) =>
        h(
          'li',
          {
            class: index < deal.stage ? 'reached' : null,
            'aria-current': index + 1 === deal.stage ? 'step' : null,
          },
          h('span', null, name),
        ),
      ),
    ),
    h(
      'p',
      { class: 'deal-crumbs' },
      h('b', null, money(deal.value, deal.currency)),
      h('span', null, 'Sales pipeline'),
      h('span', null, deal.stages[deal.stage - 1]),
    ),
  );
}
