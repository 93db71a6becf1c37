import { useEffect, useRef, useState } from 'react';
import type { ModalView } from '../host/modal-view.ts';

/**
 * The stacked views of a modal. Only the last one is visible; returning to a view restores its
 * focus.
 */
export const useViews = (first: ModalView | null) => {
  const [views, setViews] = useState<ModalView[]>(first ? [first] : []);
  const left = useRef<(Element | null)[]>([]);
  const depth = views.length;
  useEffect(() => {
    if (left.current.length < depth) return;
    const stood = left.current.splice(depth - 1)[0];
    if (stood instanceof HTMLElement) stood.focus();
  }, [depth]);
  return {
    views,
    /** Returns to the view below; undefined on the first. */
    back: depth > 1 ? () => setViews((now) => now.slice(0, -1)) : undefined,
    /** Opens a view that leads back here. */
    goOn: (next: ModalView) => {
      left.current[depth - 1] = document.activeElement;
      setViews((now) => [...now, next]);
    },
    /** Replaces all views. */
    goTo: (next: ModalView) => {
      left.current = [];
      setViews([next]);
    },
  };
};
