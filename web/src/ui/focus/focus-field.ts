import { pathAndParents } from '../fields/field-path.ts';

const controlAt = (path: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);

/**
 * Focuses the control of a field, or of its nearest parent, and opens the `details` around it.
 * Controls have their path in `data-path`. Returns false when no control is rendered.
 */
export const focusField = (path: string): boolean => {
  const control = pathAndParents(path)
    .map(controlAt)
    .find((found) => found !== null);
  if (!control) return false;
  const folded = control.closest('details');
  if (folded) folded.open = true;
  control.focus();
  control.scrollIntoView({ block: 'center' });
  return true;
};
