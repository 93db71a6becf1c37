import { h } from '../element.js';

const stayMs = 6000;
let shown = null;

/** Shows a short message at the bottom of the page and replaces the previous one. */
export function showSnackbar(args) {
  if (!args?.message) throw new Error('A snackbar needs a message');
  shown?.remove();
  const { message, link } = args;
  const bar = h(
    'div',
    { class: 'snackbar', role: 'status' },
    h('span', null, message),
    link?.url && h('a', { href: link.url, target: '_blank', rel: 'noopener' }, link.label),
  );
  shown = bar;
  document.body.append(bar);
  setTimeout(() => bar.remove(), stayMs);
}
