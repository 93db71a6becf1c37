import { type PointerEvent, type RefObject, useCallback, useState } from 'react';
import { contextAt } from './reorder.ts';

/**
 * Lets a line be dragged by its handle: it changes places as the pointer passes its neighbours. The
 * window is listened to, not the handle: React may take the handle out of the page while it moves.
 */
export const useLineDrag = (
  list: RefObject<HTMLElement | null>,
  moveTo: (from: number, to: number) => void,
) => {
  const [dragged, setDragged] = useState<number | null>(null);

  const start = useCallback(
    (index: number, event: PointerEvent) => {
      if (event.button !== 0) return;
      let at = index;
      const over = new AbortController();
      const { signal } = over;
      const end = () => {
        over.abort();
        setDragged(null);
      };
      const pass = ({ clientY }: { clientY: number }) => {
        const rows = [...(list.current?.children ?? [])].map((row) => row.getBoundingClientRect());
        const to = contextAt(rows, at, clientY);
        if (to === at) return;
        moveTo(at, to);
        at = to;
        setDragged(to);
      };
      setDragged(index);
      window.addEventListener('pointermove', pass, { signal });
      window.addEventListener('pointerup', end, { signal });
      window.addEventListener('pointercancel', end, { signal });
    },
    [list, moveTo],
  );

  return { dragged, start };
};
