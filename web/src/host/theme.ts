import { panelContext } from './panel-context.ts';
import type { Theme } from './read-context.ts';
import { Event, sdk } from './sdk.ts';

const show = (theme: Theme): void => {
  document.documentElement.dataset.theme = theme;
};

const systemTheme = (): Theme =>
  matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

/**
 * Follows Pipedrive's theme, or the system's on a page of its own. The event's theme is used as it
 * comes: after it the SDK's own `userSettings.theme` is undefined.
 */
export const followTheme = (): void => {
  show(panelContext.framed ? panelContext.theme : systemTheme());
  if (!panelContext.framed) return;
  sdk().listen(Event.USER_SETTINGS_CHANGE, ({ data }) => {
    if (data?.theme) show(data.theme === 'dark' ? 'dark' : 'light');
  });
};
