/**
 * Allowed sizes of each surface in pixels. The host fixes a missing side and ignores the app's
 * value for it.
 * https://pipedrive.readme.io/docs/custom-ui-extensions
 */
export const sizeRules = {
  panel: () => ({ height: [100, 750] }),
  modal: () => ({ width: [320, window.innerWidth], height: [120, window.innerHeight] }),
  settings: () => ({ height: [1, 20_000] }),
};

/**
 * Applies a size to a frame; ignores the whole request when one side is out of range.
 * @param {HTMLIFrameElement} iframe
 * @param {'panel' | 'modal' | 'settings'} surface
 * @param {{ width?: number, height?: number } | undefined} size
 */
export function applySize(iframe, surface, size) {
  const rules = sizeRules[surface]();
  const sides = Object.keys(rules).filter((side) => size?.[side] !== undefined);
  const fits = sides.every((side) => {
    const [least, most] = rules[side];
    return Number.isFinite(size[side]) && size[side] >= least && size[side] <= most;
  });
  if (!fits) return;
  for (const side of sides) iframe.style[side] = `${size[side]}px`;
}
