import type { PDFPageProxy } from 'pdfjs-dist';
import { type RefObject, useEffect, useState } from 'react';

/** A higher resolution costs memory and is not visible. */
const sharpest = 3;

/** Width of an element in CSS pixels; 0 until measured. */
export const useWidth = (element: RefObject<HTMLElement | null>): number => {
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
};

/**
 * Renders a page `width` CSS pixels wide, again whenever the width changes; returns its text for
 * screen readers.
 */
export const useRenderedPage = (
  canvas: RefObject<HTMLCanvasElement | null>,
  page: PDFPageProxy,
  width: number,
): string => {
  const [text, setText] = useState('');
  useEffect(() => {
    const target = canvas.current;
    if (!target || width === 0) return;
    const density = Math.min(sharpest, window.devicePixelRatio || 1);
    const scale = (width * density) / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    target.width = Math.floor(viewport.width);
    target.height = Math.floor(viewport.height);
    const drawing = page.render({ canvas: target, viewport });
    drawing.promise.catch(() => {
      // The rendering was cancelled because the width changed or the page was removed.
    });
    return () => drawing.cancel();
  }, [canvas, page, width]);
  useEffect(() => {
    let gone = false;
    page
      .getTextContent()
      .then(({ items }) => {
        const words = items.map((item) => ('str' in item ? item.str : ''));
        if (!gone) setText(words.join(' '));
      })
      .catch(() => {});
    return () => {
      gone = true;
    };
  }, [page]);
  return text;
};
