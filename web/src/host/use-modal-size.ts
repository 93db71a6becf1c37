import { type RefCallback, useCallback, useEffect, useState } from 'react';
import { modalSize, type Size } from './modal-size.ts';
import { hostWindow, resize } from './size.ts';

/** The host answers within a few milliseconds; nothing waits longer for one that does not. */
const patienceMs = 300;

/** Asks for a size that fits the window; resolves when the modal has it, or the host gives no answer. */
export const takeModalSize = async (size: Size): Promise<void> => {
  const taken = hostWindow()
    .then((window) => resize(modalSize(window, size)))
    .catch(() => {});
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, patienceMs);
  });
  await Promise.race([taken, late]);
};

/** Makes the modal as large as its content can use. Where the host does not answer, it stays as it is; null asks for nothing. */
export const useModalSize = (size: Size | null): void => {
  const { width, height } = size ?? {};
  useEffect(() => {
    if (width && height) void takeModalSize({ width, height });
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
