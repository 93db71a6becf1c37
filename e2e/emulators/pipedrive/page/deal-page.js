import { dealHeader } from './deal-header.js';
import { h } from './element.js';
import { appPanel } from './extension/panel.js';
import { composer, history } from './history.js';
import { dealSections } from './sidebar.js';

/** The deal page: header on top, sidebar with the app's panel on the left, history on the right. */
export function dealPage(data) {
  const panel = appPanel(data);
  const header = h('div', { class: 'deal-top' });
  const sections = h('div', { class: 'sections' });
  const past = h('div');
  const draw = ({ entity }) => {
    header.replaceChildren(dealHeader(entity));
    sections.replaceChildren(...dealSections(entity));
    past.replaceChildren(history(entity));
  };
  draw(data);
  return {
    element: h(
      'div',
      { class: 'deal' },
      header,
      h('aside', { class: 'sidebar', 'aria-label': 'Details' }, panel.element, sections),
      h('div', { class: 'stream' }, composer(data), past),
    ),
    shown: panel.open,
    update: draw,
  };
}
