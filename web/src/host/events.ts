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

/**
 * Calls `changed` when the user leaves the page or returns to it, and when the panel is collapsed or
 * opened. The returned function ends that.
 */
export const watchVisibility = (changed: (visible: boolean) => void): (() => void) => {
  let isCollapsed = false;
  const tell = () => changed(!isCollapsed && document.visibilityState === 'visible');
  document.addEventListener('visibilitychange', tell);
  const stop = panelContext.framed
    ? sdk().listen(Event.VISIBILITY, ({ data }) => {
        isCollapsed = data?.is_visible === false;
        tell();
      })
    : undefined;
  return () => {
    document.removeEventListener('visibilitychange', tell);
    stop?.();
  };
};

/** Runs `then` when the user returns to the page or opens the collapsed panel. */
export const useBecameVisible = (then: () => void): void => {
  const run = useEffectEvent(then);
  useEffect(
    () =>
      watchVisibility((visible) => {
        if (visible) run();
      }),
    [],
  );
};
