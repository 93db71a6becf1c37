import { type RefCallback, useCallback, useEffect, useState } from 'react';
import { modalSize, type Size } from './modal-size.ts';
import { hostWindow, resize } from './size.ts';

/** Makes the modal as large as its content can use. Where the host does not answer, it stays as it is. */
export const useModalSize = ({ width, height }: Size): void => {
  useEffect(() => {
    hostWindow()
      .then((window) => resize(modalSize(window, { width, height })))
      .catch(() => {});
  }, [width, height]);
};

/**
 * Makes the modal this wide and as high as what the returned ref is put on, in CSS pixels; `height` until
 * that is there.
 */
export const useModalAround = ({ width, height }: Size): RefCallback<HTMLElement> => {
  const [measured, setMeasured] = useState(height);
  useModalSize({ width, height: measured });
  return useCallback((content) => {
    if (!content) return;
    const measure = () => setMeasured(Math.ceil(content.getBoundingClientRect().height));
    const observer = new ResizeObserver(measure);
    observer.observe(content);
    return () => observer.disconnect();
  }, []);
};
