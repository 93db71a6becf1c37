import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type Frame = 'Dealbill panel' | 'Dealbill modal' | 'Dealbill settings';

/**
 * Runs axe in one of the app's frames, or on the whole page, and returns the serious and critical
 * violations, each as the rule's id and the HTML of its elements.
 */
export const seriousProblems = async (
  page: Page,
  frame?: Frame,
  { listOpen = false } = {},
): Promise<string[]> => {
  const axe = new AxeBuilder({ page });
  // An open list sets aria-hidden on the rest of the page and closes when focus moves there.
  if (listOpen) axe.disableRules('aria-hidden-focus');
  if (frame) {
    axe.include([`iframe[title="${frame}"]`, 'html']);
    // Base UI's focus guards move the focus on at once, so it never stays on them.
    axe.exclude([`iframe[title="${frame}"]`, '[data-base-ui-focus-guard]']);
  }
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};
