import { useEffect, useRef, useState } from 'react';
import type { ModalView } from '../host/modal-view.ts';

/** The views of a modal on top of each other; the last one is seen, and coming back finds the focus again. */
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
    /** To the view this one was opened from; undefined on the first. */
    back: depth > 1 ? () => setViews((now) => now.slice(0, -1)) : undefined,
    /** To a view that leads back here. */
    goOn: (next: ModalView) => {
      left.current[depth - 1] = document.activeElement;
      setViews((now) => [...now, next]);
    },
    /** To a view that takes the place of all of them. */
    goTo: (next: ModalView) => {
      left.current = [];
      setViews([next]);
    },
  };
};
