import type { FrameLocator, Locator, Page } from '@playwright/test';

/** The modal's list of problems, with ignored ones and sync records. */
export type ProblemsPage = {
  frame: FrameLocator;
  /** A problem by its title. */
  item(title: string): Locator;
  retry(title: string): Promise<void>;
  ignore(title: string): Promise<void>;
  /** Row of a sync record that contains this text. */
  record(text: string): Locator;
  button(name: string): Locator;
};

export const problemsOn = (page: Page): ProblemsPage => {
  const frame = page.frameLocator('iframe[title="Dealbill modal"]');
  const item = (title: string) =>
    frame
      .getByRole('listitem')
      .filter({ has: frame.getByRole('heading', { name: title, exact: true }) });
  const press = (title: string, name: string) =>
    item(title).getByRole('button', { name, exact: true }).click();
  return {
    frame,
    item,
    retry: (title) => press(title, 'Try again'),
    ignore: (title) => press(title, 'Ignore'),
    record: (text) => frame.getByRole('row').filter({ hasText: text }),
    button: (name) => frame.getByRole('button', { name, exact: true }),
  };
};
