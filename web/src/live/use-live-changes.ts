import { useEffect, useEffectEvent } from 'react';
import { watchVisibility } from '../host/events.ts';
import { panelContext } from '../host/panel-context.ts';
import { afterPaint } from '../lib/after-paint.ts';
import type { ChangeHandlers } from './follow-changes.ts';

/**
 * Follows the server's changes while `ready`, the page is visible and the panel is not collapsed.
 * Code and stream load after the first paint. Browsers open only six connections to a server over
 * HTTP/1.1, shared by all tabs, so all visible pages of a user share one stream.
 */
export const useLiveChanges = (ready: boolean, { opened, changed }: ChangeHandlers): void => {
  const onOpened = useEffectEvent(opened);
  const onChanged = useEffectEvent(changed);
  useEffect(() => {
    if (!ready || !panelContext.framed) return;
    let following: AbortController | null = null;
    const follow = async ({ signal }: AbortController) => {
      await afterPaint();
      if (signal.aborted) return;
      const { shareChanges } = await import('./share-changes.ts');
      await shareChanges(
        panelContext.who,
        { opened: () => onOpened(), changed: (change) => onChanged(change) },
        signal,
      );
    };
    const followWhile = (visible: boolean) => {
      if (!visible) {
        following?.abort();
        following = null;
      } else if (!following) {
        following = new AbortController();
        // Without the code the panel still updates by its refresh button.
        follow(following).catch(() => null);
      }
    };
    followWhile(document.visibilityState === 'visible');
    const stop = watchVisibility(followWhile);
    return () => {
      stop();
      following?.abort();
    };
  }, [ready]);
};
