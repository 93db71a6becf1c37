import type { ModalView } from './modal-view.ts';

export type Size = { width: number; height: number };

/** A modal's smallest size, and what Pipedrive's own frame needs around it, in CSS pixels. */
const least = { width: 320, height: 120 };
const frame = { width: 80, height: 120 };

/** The size to ask for in a Pipedrive window of this size, at most `most`; it ignores one that does not fit. */
export const modalSize = (window: Size, most: Size): Size => ({
  width: Math.max(least.width, Math.min(window.width - frame.width, most.width)),
  height: Math.max(least.height, Math.min(window.height - frame.height, most.height)),
});

/** What each view of the modal asks for; some then become as high as their content. */
export const modalSizes: Record<ModalView['show'], Size> = {
  form: { width: 1120, height: 860 },
  invoice: { width: 1240, height: 1100 },
  edit: { width: 920, height: 860 },
  send: { width: 520, height: 320 },
  all: { width: 940, height: 760 },
  company: { width: 1040, height: 860 },
  new: { width: 480, height: 160 },
  add: { width: 860, height: 660 },
  customer: { width: 760, height: 640 },
};
