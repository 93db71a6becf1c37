import { h } from './element.js';
import { day, money } from './format.js';
import { icon } from './icons.js';

/** The deal's sidebar sections below the app's panel. */
export function dealSections(deal) {
  return [
    section('Summary', [
      line('deal', h('b', null, money(deal.value, deal.currency))),
      deal.expectedClose && line('activity', `Expected to close ${day(deal.expectedClose)}`),
      deal.person && line('person', link('person', deal.person)),
      deal.organization && line('organization', link('organization', deal.organization)),
    ]),
    deal.products.length > 0 && productSection(deal),
    section('Details', details(deal.details)),
    deal.person && contactSection('Person', 'person', deal.person),
    deal.organization && contactSection('Organization', 'organization', deal.organization),
  ].filter(Boolean);
}

/** A collapsible card with a heading. */
export function section(title, body) {
  return h(
    'details',
    { class: 'card section', open: true },
    h('summary', { class: 'card-bar' }, icon('chevron', 16), h('h2', null, title)),
    h('div', { class: 'section-body' }, body),
  );
}

function contactSection(title, kind, contact) {
  return section(title, [line(kind, link(kind, contact)), details(contact.details)]);
}

function productSection(deal) {
  const less = (amount, type) =>
    type === 'percentage' ? `${amount}%` : money(amount, deal.currency);
  const words = (row) =>
    [
      `${row.quantity} × ${money(row.price, deal.currency)}`,
      Number(row.discount) > 0 && `less ${less(row.discount, row.discountType)}`,
      row.tax && `tax ${row.tax}%`,
    ]
      .filter(Boolean)
      .join(' · ');
  return section(`Products (${deal.products.length})`, [
    h(
      'ul',
      { class: 'products' },
      deal.products.map((row) =>
        h(
          'li',
          { class: row.enabled ? null : 'disabled' },
          h('span', null, h('b', null, row.name), h('small', null, words(row))),
          h(
            'span',
            { class: 'amount' },
            row.enabled ? money(row.sum, deal.currency) : 'Not included',
          ),
        ),
      ),
      deal.discounts.map((one) =>
        h(
          'li',
          null,
          h('span', null, one.text),
          h('span', { class: 'amount' }, `−${less(one.amount, one.type)}`),
        ),
      ),
    ),
    h(
      'p',
      { class: 'total' },
      h('span', null, 'Total'),
      h('b', { class: 'amount' }, money(deal.value, deal.currency)),
    ),
  ]);
}

/** A definition list; empty values are shown as a dash. */
export function details(rows) {
  return h(
    'dl',
    { class: 'details' },
    rows.map(({ name, text }) => h('div', null, h('dt', null, name), h('dd', null, text || '–'))),
  );
}

function line(picture, content) {
  return h('p', { class: 'line' }, icon(picture, 16), h('span', null, content));
}

function link(kind, contact) {
  return h('a', { href: `/${kind}/${contact.id}` }, contact.name);
}
