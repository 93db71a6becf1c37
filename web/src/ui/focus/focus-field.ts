import { pathAndParents } from '../fields/field-path.ts';

const controlAt = (path: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-path="${CSS.escape(path)}"]`);

/**
 * Focuses the control of a field, or of what contains it, opening what it is folded into. Controls carry
 * their path as `data-path`. False when the form shows nothing of the kind.
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
