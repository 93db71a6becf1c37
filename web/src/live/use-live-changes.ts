import { useEffect, useEffectEvent } from 'react';
import { panelContext } from '../host/panel-context.ts';
import { afterPaint } from '../lib/after-paint.ts';
import type { ChangeHandlers } from './follow-changes.ts';

/**
 * Follows the server's changes over one stream while `ready` and the page is visible: browsers open
 * only six connections to a server over HTTP/1.1, shared by all tabs. Code and stream load after
 * the first paint.
 */
export const useLiveChanges = (ready: boolean, { opened, changed }: ChangeHandlers): void => {
  const onOpened = useEffectEvent(opened);
  const onChanged = useEffectEvent(changed);
  useEffect(() => {
    if (!ready || !panelContext.framed) return;
    let stream: AbortController | null = null;
    const follow = async ({ signal }: AbortController) => {
      await afterPaint();
      if (signal.aborted) return;
      const { followChanges } = await import('./follow-changes.ts');
      await followChanges(
        { opened: () => onOpened(), changed: (dealIds) => onChanged(dealIds) },
        signal,
      );
    };
    const openWhileVisible = () => {
      if (document.visibilityState !== 'visible') {
        stream?.abort();
        stream = null;
      } else if (!stream) {
        stream = new AbortController();
        // Without the code the panel still updates by its refresh button.
        follow(stream).catch(() => null);
      }
    };
    openWhileVisible();
    document.addEventListener('visibilitychange', openWhileVisible);
    return () => {
      document.removeEventListener('visibilitychange', openWhileVisible);
      stream?.abort();
    };
  }, [ready]);
};
