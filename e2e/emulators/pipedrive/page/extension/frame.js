import { h } from '../element.js';
import { post } from '../server-calls.js';
import { applySize } from './size-rules.js';

/** All open frames of the page. */
export const openFrames = new Set();

/**
 * Opens a frame of the app in `place`: fetches its URL, waits for the SDK's `initialize` within the
 * deadline, then executes its commands and registers its listeners.
 * @param {{ place: HTMLElement, surface: 'panel' | 'modal' | 'settings', context: object,
 *   answer: Function, asked?: object }} options `context` is the page data that commands use;
 *   `answer` executes one command (`commands.js`)
 * @param {() => void} onFailed called after the deadline, when the frame has been removed
 */
export async function openFrame({ place, surface, context, answer, asked = {} }, onFailed) {
  const issued = await post('/host/frames', { surface, userId: context.viewer.id, ...asked });
  const title = `${context.app.name} ${surface}`;
  const iframe = h('iframe', { src: issued.src, title, allow: 'clipboard-read; clipboard-write' });
  const view = h(
    'div',
    { class: 'frame', 'data-state': 'loading', 'data-surface': surface },
    iframe,
  );
  const listeners = new Map();

  const frame = {
    surface,
    iframe,
    context,
    answer,
    /** Posts to all ports that listen to this event. */
    emit(event, data) {
      for (const port of listeners.get(event) ?? []) port.postMessage({ data });
    },
    /** Handles the handshake; a repeated one only applies its size. */
    initialize(size) {
      clearTimeout(deadline);
      applySize(iframe, surface, size);
      view.dataset.state = 'ready';
    },
    close() {
      clearTimeout(deadline);
      window.removeEventListener('message', receive);
      openFrames.delete(frame);
      view.remove();
    },
  };

  const deadline = setTimeout(() => {
    frame.close();
    onFailed();
  }, context.deadlineMs);

  /** Ignores messages from other windows or without the issued id. */
  function receive(event) {
    if (event.source !== iframe.contentWindow || event.data?.id !== issued.id) return;
    const { payload } = event.data;
    const [port] = event.ports;
    if (payload?.type === 'command' && port) void answer(frame, payload, port);
    if (payload?.type === 'listener' && port) {
      listeners.set(payload.event, [...(listeners.get(payload.event) ?? []), port]);
    }
  }

  window.addEventListener('message', receive);
  openFrames.add(frame);
  place.append(view);
  return frame;
}
