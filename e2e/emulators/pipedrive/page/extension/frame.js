import { h } from '../element.js';
import { post } from '../server-calls.js';
import { applySize } from './size-rules.js';

/** Every frame now on the page. */
export const openFrames = new Set();

/**
 * Opens a frame of the app inside `place`: asks the server for its address, waits for the SDK's
 * `initialize` within the deadline, and from then on answers its commands and keeps its listeners.
 * @param {{ place: HTMLElement, surface: 'panel' | 'modal' | 'settings', context: object,
 *   answer: Function, asked?: object }} options `context` is what commands need to know of the page;
 *   `answer` answers one command (`commands.js`)
 * @param {() => void} onFailed called when the deadline passes; the frame is gone by then
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
    /** Tells every port that listens to this event. */
    emit(event, data) {
      for (const port of listeners.get(event) ?? []) port.postMessage({ data });
    },
    /** The handshake; an app that repeats it only has its size looked at again. */
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

  /** Only this iframe, with the id issued to it, is heard. */
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
