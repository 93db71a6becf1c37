import { h } from '../element.js';

/**
 * Shows a confirmation dialog and resolves with `{ confirmed }`; Escape and the backdrop cancel.
 * @param {{ title: string, description?: string, okText?: string, cancelText?: string,
 *   okColor?: 'primary' | 'secondary' | 'negative' }} args
 */
export function askConfirmation(args) {
  if (!args?.title) throw new Error('A confirmation needs a title');
  const { title, description, okText = 'OK', cancelText = 'Cancel', okColor = 'negative' } = args;
  const before = document.activeElement;
  return new Promise((resolve) => {
    const settle = (confirmed) => {
      scrim.remove();
      before?.focus?.();
      resolve({ confirmed });
    };
    const cancel = h('button', { type: 'button', onclick: () => settle(false) }, cancelText);
    const ok = h('button', { type: 'button', class: okColor, onclick: () => settle(true) }, okText);
    const dialog = h(
      'div',
      { class: 'confirmation', role: 'alertdialog', 'aria-modal': 'true', 'aria-label': title },
      h('h2', null, title),
      description && h('p', null, description),
      h('div', { class: 'confirmation-answers' }, cancel, ok),
    );
    const scrim = h(
      'div',
      {
        class: 'scrim scrim-confirmation',
        onclick: (event) => event.target === scrim && settle(false),
        onkeydown: (event) => keepInside(event, [cancel, ok], settle),
      },
      dialog,
    );
    document.body.append(scrim);
    // Focuses Cancel for destructive actions, so that Enter does not confirm them.
    (okColor === 'negative' ? cancel : ok).focus();
  });
}

function keepInside(event, [cancel, ok], settle) {
  if (event.key === 'Escape') settle(false);
  if (event.key !== 'Tab') return;
  event.preventDefault();
  (document.activeElement === ok ? cancel : ok).focus();
}
