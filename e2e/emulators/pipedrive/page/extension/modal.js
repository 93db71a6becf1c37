import { h } from '../element.js';
import { icon } from '../icons.js';
import { frameSlot } from './frame-slot.js';

/** Closes the open custom modal; null when there is none. At most one can be open. */
let close = null;

/** Closes the custom modal, if one is open. */
export function closeModal() {
  close?.();
}

/**
 * Opens the app's custom modal, docked to the top centre. The promise resolves when it is closed;
 * then the opener's listeners also receive `close_custom_modal`. @param {object} opener the frame
 * that sent the command @param {{ action_id?: string, data?: object }} args
 */
export async function openCustomModal(opener, { action_id, data }) {
  const { app, entity } = opener.context;
  if (action_id !== app.modalActionId && action_id !== app.modalName) {
    throw new Error(`No modal has the action id: ${action_id}`);
  }
  if (close) throw new Error('A modal is open already');
  const closed = new Promise((resolve) => {
    close = resolve;
  });
  const { scrim, body } = drawModal(app.modalName);
  const slot = frameSlot({
    place: body,
    surface: 'modal',
    context: opener.context,
    answer: opener.answer,
    asked: {
      resource: entity?.kind,
      selectedId: entity?.id,
      data: data === undefined ? undefined : JSON.stringify(data),
    },
  });
  void slot.open();

  await closed;
  close = null;
  slot.close();
  scrim.remove();
  opener.iframe.focus();
  opener.emit('close_custom_modal');
  return { status: 'closed' };
}

function drawModal(name) {
  const body = h('div', { class: 'modal-body' });
  const cross = h(
    'button',
    { type: 'button', class: 'icon-button', 'aria-label': 'Close', onclick: closeModal },
    icon('close', 18),
  );
  const dialog = h(
    'section',
    { class: 'modal', role: 'dialog', 'aria-modal': 'true', 'aria-label': name },
    h('header', { class: 'modal-bar' }, h('b', null, name), cross),
    body,
  );
  const scrim = h('div', { class: 'scrim scrim-modal' }, dialog);
  document.body.append(scrim);
  cross.focus();
  return { scrim, body };
}
