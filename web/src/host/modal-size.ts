export type Size = { width: number; height: number };

/** A modal's smallest size, and what Pipedrive's own frame needs around it, in CSS pixels. */
const least = { width: 320, height: 120 };
const frame = { width: 80, height: 120 };

/** The size to ask for in a Pipedrive window of this size, at most `most`; it ignores one that does not fit. */
export const modalSize = (window: Size, most: Size): Size => ({
  width: Math.max(least.width, Math.min(window.width - frame.width, most.width)),
  height: Math.max(least.height, Math.min(window.height - frame.height, most.height)),
});
