import type { ModalView } from './modal-view.ts';

export type Size = { width: number; height: number };

/** Smallest size of a modal, and the room that Pipedrive's frame around it takes, in CSS pixels. */
const least = { width: 320, height: 120 };
const frame = { width: 80, height: 120 };

/**
 * Largest size up to `most` that fits into a Pipedrive window of this size; Pipedrive ignores a
 * size that does not fit.
 * https://pipedrive.readme.io/docs/custom-ui-extensions-modals
 */
export const modalSize = (window: Size, most: Size): Size => ({
  width: Math.max(least.width, Math.min(window.width - frame.width, most.width)),
  height: Math.max(least.height, Math.min(window.height - frame.height, most.height)),
});

/**
 * Requested size of each view of the modal. Some are then reduced to the height of their content.
 */
export const modalSizes: Record<ModalView['show'], Size> = {
  form: { width: 1120, height: 860 },
  plan: { width: 860, height: 760 },
  invoice: { width: 1240, height: 1100 },
  edit: { width: 1120, height: 860 },
  send: { width: 520, height: 320 },
  drift: { width: 760, height: 640 },
  all: { width: 940, height: 760 },
  company: { width: 1040, height: 860 },
  problems: { width: 860, height: 760 },
  records: { width: 860, height: 760 },
  new: { width: 480, height: 160 },
  add: { width: 860, height: 660 },
  customer: { width: 760, height: 640 },
};
