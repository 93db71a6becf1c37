import { panelContext } from './panel-context.ts';
import type { Theme } from './read-context.ts';
import { Event, sdk } from './sdk.ts';

const show = (theme: Theme): void => {
  document.documentElement.dataset.theme = theme;
};

const systemTheme = (): Theme =>
  matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';

/**
 * Follows Pipedrive's theme, or the system's outside Pipedrive. Uses the event's value, because the
 * SDK's `userSettings.theme` is undefined after the event.
 */
export const followTheme = (): void => {
  show(panelContext.framed ? panelContext.theme : systemTheme());
  if (!panelContext.framed) return;
  sdk().listen(Event.USER_SETTINGS_CHANGE, ({ data }) => {
    if (data?.theme) show(data.theme === 'dark' ? 'dark' : 'light');
  });
};
