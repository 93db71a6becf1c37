import { h } from './element.js';
import { moment } from './format.js';
import { icon } from './icons.js';
import { post } from './server-calls.js';

const tabs = [
  ['Notes', 'note'],
  ['Activity', 'activity'],
  ['Call', 'call'],
  ['Email', 'mail'],
  ['Files', 'file'],
];

const filters = {
  All: null,
  Notes: ['note'],
  Activities: ['activity'],
  Files: ['file'],
  Changelog: ['change', 'created'],
};
let chosen = 'All';

/** The card above the history; only its notes tab works. */
export function composer(data) {
  const text = h('textarea', { rows: 2, placeholder: 'Take a note…', 'aria-label': 'Note' });
  const save = async (event) => {
    event.preventDefault();
    if (!text.value.trim()) return;
    const content = h('p', null, text.value).outerHTML;
    text.value = '';
    await post('/host/notes', { userId: data.viewer.id, dealId: data.entity.id, content });
  };
  return h(
    'form',
    { class: 'card composer', onsubmit: save },
    h(
      'div',
      { class: 'composer-tabs', 'aria-hidden': 'true' },
      tabs.map(([name, picture], index) =>
        h('span', { class: index === 0 ? 'current' : null }, icon(picture, 16), name),
      ),
    ),
    text,
    h('div', { class: 'composer-foot' }, h('button', { class: 'primary' }, 'Save note')),
  );
}

/** Notes, files, activities and changes of the deal, newest first. */
export function history(deal) {
  const list = h('ol', { class: 'timeline' });
  const draw = () => {
    const kinds = filters[chosen];
    const shown = deal.history.filter((item) => !kinds || kinds.includes(item.kind));
    list.replaceChildren(...shown.map(entry));
    if (shown.length === 0) list.append(h('li', { class: 'empty' }, 'Nothing here yet.'));
  };
  draw();
  return h(
    'section',
    { class: 'history', 'aria-label': 'History' },
    h('h2', null, 'History'),
    h(
      'div',
      { class: 'filters' },
      Object.keys(filters).map((name) =>
        h(
          'button',
          {
            type: 'button',
            'aria-pressed': String(name === chosen),
            onclick: (event) => {
              chosen = name;
              for (const one of event.target.parentElement.children) {
                one.setAttribute('aria-pressed', String(one === event.target));
              }
              draw();
            },
          },
          name,
        ),
      ),
    ),
    list,
  );
}

function entry(item) {
  const body = h('div', { class: 'entry-text' }, item.text);
  // Safe: the server sanitizes the HTML of notes.
  if (item.html !== undefined) body.innerHTML = item.html;
  const quiet = item.kind === 'change' || item.kind === 'created';
  return h(
    'li',
    { class: `entry ${quiet ? 'quiet' : ''}` },
    h('span', { class: `entry-mark ${item.kind}` }, icon(item.kind, 16)),
    h(
      'div',
      { class: 'entry-card' },
      body,
      h('small', null, item.pinned && icon('pin', 12), `${moment(item.at)} · ${item.by}`),
    ),
  );
}
