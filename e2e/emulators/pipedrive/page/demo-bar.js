import { h } from './element.js';
import { count } from './format.js';
import { icon } from './icons.js';
import { post } from './server-calls.js';
import { currentTheme, setTheme } from './theme.js';

/**
 * A bar that is not part of Pipedrive, with user, theme, deal and the app's spent budget.
 * `?bar=off` hides it.
 */
export function demoBar(data) {
  const budget = h('span', { class: 'demo-budget' });
  const showBudget = ({ spent, daily }) => {
    const part = Math.min(100, (spent / daily) * 100);
    budget.replaceChildren(
      h(
        'span',
        { class: 'demo-meter', 'aria-hidden': 'true' },
        h('i', { style: `width:${part}%` }),
      ),
      `${count(spent)} of ${count(daily)} tokens today`,
    );
  };
  showBudget(data.budget);
  if (new URLSearchParams(location.search).get('bar') === 'off') {
    return { element: null, showBudget };
  }
  const element = h(
    'div',
    { class: 'demo-bar', role: 'region', 'aria-label': 'Demo controls' },
    h('b', null, 'Pipedrive emulator'),
    label('Signed in as', viewerPicker(data)),
    label('Deal', dealPicker(data)),
    themeSwitch(data),
    h(
      'label',
      null,
      h('input', {
        type: 'checkbox',
        checked: data.app.sharedVisibility,
        onchange: (event) =>
          post('/host/shared-visibility', {
            userId: data.viewer.id,
            on: event.target.checked,
          }).then(() => location.reload()),
      }),
      'Panel without install',
    ),
    h('a', { href: `/settings/marketplace/app/${data.app.clientId}/app-settings` }, 'Settings'),
    h('a', { href: '/settings/marketplace' }, 'Apps'),
    h('span', { class: 'top-space' }),
    budget,
  );
  return { element, showBudget };
}

function label(text, control) {
  return h('label', null, h('span', null, text), control);
}

function viewerPicker(data) {
  return h(
    'select',
    { onchange: (event) => location.assign(`/?user=${event.target.value}`) },
    data.people.map(({ company, users }) =>
      h(
        'optgroup',
        { label: company },
        users.map((user) =>
          h('option', { value: user.id, selected: user.id === data.viewer.id }, user.name),
        ),
      ),
    ),
  );
}

function dealPicker(data) {
  const shown = data.entity?.kind === 'deal' ? data.entity.id : null;
  return h(
    'select',
    { onchange: (event) => location.assign(`/deal/${event.target.value}`) },
    shown ? null : h('option', { value: '', selected: true }, 'Choose'),
    data.deals.map((deal) =>
      h('option', { value: deal.id, selected: deal.id === shown }, deal.title),
    ),
  );
}

function themeSwitch(data) {
  const words = () => (currentTheme() === 'dark' ? 'Light theme' : 'Dark theme');
  const text = h('span', null, words());
  return h(
    'button',
    {
      type: 'button',
      onclick: () => {
        void setTheme(currentTheme() === 'dark' ? 'light' : 'dark', data.viewer.id);
        text.textContent = words();
      },
    },
    icon('moon', 14),
    text,
  );
}
