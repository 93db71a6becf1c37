import { type RefObject, useEffect, useRef } from 'react';
import { keepFocus } from './keep-focus.ts';

/**
 * Ref for an element to focus after an action whose button disappeared. Does not take the focus
 * while the user works in Pipedrive around the iframe.
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
