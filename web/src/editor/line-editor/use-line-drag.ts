import { type PointerEvent, type RefObject, useCallback, useState } from 'react';
import { contextAt } from './reorder.ts';

/**
 * Lets a handle drag its line, which moves when the pointer passes a neighbour. Listens on the
 * window, because React may remove the handle from the page while it moves.
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
