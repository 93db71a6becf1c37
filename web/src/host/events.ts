import { useEffect, useEffectEvent } from 'react';
import { panelContext } from './panel-context.ts';
import { Event, sdk } from './sdk.ts';

/** Runs `then` when a modal that this page opened is closed. */
export const useModalClosed = (then: () => void): void => {
  const run = useEffectEvent(then);
  useEffect(() => {
    if (!panelContext.framed) return;
    return sdk().listen(Event.CLOSE_CUSTOM_MODAL, () => run());
  }, []);
};

/** Runs `then` when the user returns to the page or opens the collapsed panel. */
export const useBecameVisible = (then: () => void): void => {
  const run = useEffectEvent(then);
  useEffect(() => {
    const onPage = () => {
      if (document.visibilityState === 'visible') run();
    };
    document.addEventListener('visibilitychange', onPage);
    const stop = panelContext.framed
      ? sdk().listen(Event.VISIBILITY, ({ data }) => {
          if (data?.is_visible) run();
        })
      : undefined;
    return () => {
      document.removeEventListener('visibilitychange', onPage);
      stop?.();
    };
  }, []);
};
