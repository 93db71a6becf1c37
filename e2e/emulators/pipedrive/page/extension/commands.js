import { post } from '../server-calls.js';
import { askConfirmation } from './confirmation.js';
import { closeModal, openCustomModal } from './modal.js';
import { openNativeModal } from './native-modal.js';
import { applySize } from './size-rules.js';
import { showSnackbar } from './snackbar.js';

/**
 * SDK commands by message name. The returned value resolves the app's promise; a thrown error
 * rejects it with its message.
 */
const commands = {
  initialize: (frame, args) => frame.initialize(args?.size),
  resize: (frame, args) => applySize(frame.iframe, frame.surface, args),
  show_snackbar: (_frame, args) => showSnackbar(args),
  show_confirmation: (_frame, args) => askConfirmation(args),
  open_modal: openModal,
  close_modal: (frame) => {
    if (frame.surface !== 'modal') throw new Error('Only a custom modal can be closed');
    // After the answer, so that it still reaches the app.
    setTimeout(closeModal);
  },
  get_signed_token: (frame) =>
    post('/host/signed-token', { userId: frame.context.viewer.id, surface: frame.surface }),
  get_metadata: () => ({ windowHeight: window.innerHeight, windowWidth: window.innerWidth }),
  redirect_to: redirectTo,
  show_floating_window: noFloatingWindow,
  hide_floating_window: noFloatingWindow,
  set_notification: noFloatingWindow,
  set_focus_mode: noFloatingWindow,
};

/** Executes a command and replies exactly once, on the port of the message. */
export async function answerCommand(frame, { command, args }, port) {
  const reply = await attempt(frame, command, args);
  port.postMessage(reply);
  port.close();
}

async function attempt(frame, command, args) {
  if (!Object.hasOwn(commands, command)) return { error: `Unknown command: ${command}` };
  try {
    return { data: await commands[command](frame, args) };
  } catch (error) {
    return { error: error.message };
  }
}

function openModal(frame, args) {
  if (frame.surface === 'modal') throw new Error('A modal cannot open another modal');
  if (args?.type === 'custom_modal') return openCustomModal(frame, args);
  return openNativeModal(frame, args);
}

const views = {
  deals: ['/deals', '/deal/'],
  organizations: ['/organizations', '/organization/'],
  contacts: ['/persons', '/person/'],
};

function redirectTo(frame, args) {
  const { view, id, context } = args ?? {};
  // After the answer, so that it still reaches the app.
  const go = (address) => void setTimeout(() => location.assign(address));
  if (view === 'settings') {
    const address = `/settings/marketplace/app/${frame.context.app.clientId}/app-settings`;
    const query = context ? `?context=${encodeURIComponent(JSON.stringify(context))}` : '';
    return go(`${address}${query}`);
  }
  if (!Object.hasOwn(views, view ?? '')) throw new Error(`Cannot redirect to: ${view}`);
  const [list, detail] = views[view];
  return go(id ? `${detail}${id}` : list);
}

function noFloatingWindow() {
  throw new Error('The app has no floating window');
}
