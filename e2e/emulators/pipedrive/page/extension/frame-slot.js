import { h } from '../element.js';
import { icon } from '../icons.js';
import { openFrame } from './frame.js';

/**
 * An element that contains at most one frame of the app and can reload it, on `open` or from the
 * error card shown when the app does not initialize.
 * @param {{ place: HTMLElement, surface: 'panel' | 'modal' | 'settings', context: object,
 *   answer: Function, asked?: object }} options as for `openFrame`
 */
export function frameSlot(options) {
  let frame = null;
  let turn = 0;

  const slot = {
    async open() {
      slot.close();
      const mine = ++turn;
      options.place.replaceChildren();
      const fail = (words) => options.place.replaceChildren(failureCard(words, slot.open));
      try {
        const opened = await openFrame(options, () => fail('The app did not answer in time.'));
        if (mine === turn) frame = opened;
        else opened.close();
      } catch (error) {
        fail(error.message);
      }
    },
    close() {
      turn += 1;
      frame?.close();
      frame = null;
    },
    emit(event, data) {
      frame?.emit(event, data);
    },
  };
  return slot;
}

function failureCard(words, reload) {
  return h(
    'div',
    { class: 'frame-failure', role: 'alert' },
    icon('warning', 28),
    h('b', null, 'Something went wrong'),
    h('p', null, words),
    h('button', { type: 'button', onclick: reload }, 'Reload'),
  );
}
