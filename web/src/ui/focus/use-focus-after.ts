import { type RefObject, useEffect, useRef } from 'react';
import { keepFocus } from './keep-focus.ts';

/**
 * Ref for what is focused when something has ended by which the button that began it went; not while
 * somebody is busy in Pipedrive around us.
 */
export const useFocusAfter = <Element extends HTMLElement>(
  pendingAction: boolean,
): RefObject<Element | null> => {
  const element = useRef<Element>(null);
  const was = useRef(false);
  useEffect(() => {
    if (was.current && !pendingAction && document.hasFocus()) keepFocus(element.current);
    was.current = pendingAction;
  }, [pendingAction]);
  return element;
};
