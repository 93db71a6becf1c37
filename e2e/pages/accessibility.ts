import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

type Frame = 'Dealbill panel' | 'Dealbill modal' | 'Dealbill settings';

/**
 * What axe finds serious or critical, in one of the app's frames or on the whole page, each as the rule
 * and the elements concerned.
 */
export const seriousProblems = async (
  page: Page,
  frame?: Frame,
  { listOpen = false } = {},
): Promise<string[]> => {
  const axe = new AxeBuilder({ page });
  // An open list hides what is around it, and closes as soon as the focus goes there.
  if (listOpen) axe.disableRules('aria-hidden-focus');
  if (frame) {
    axe.include([`iframe[title="${frame}"]`, 'html']);
    // Base UI's guards take the focus only to hand it on; nobody ever rests on them.
    axe.exclude([`iframe[title="${frame}"]`, '[data-base-ui-focus-guard]']);
  }
  const { violations } = await axe.analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
};
