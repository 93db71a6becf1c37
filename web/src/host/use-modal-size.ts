import { type RefCallback, useCallback, useEffect, useState } from 'react';
import { modalSize, type Size } from './modal-size.ts';
import { hostWindow, resize } from './size.ts';

/** The host responds within milliseconds; a missing response delays nothing longer than this. */
const patienceMs = 300;

/** Requests a size that fits the window. Resolves when the modal has it, or after 300 ms. */
export const takeModalSize = async (size: Size): Promise<void> => {
  const taken = hostWindow()
    .then((window) => resize(modalSize(window, size)))
    .catch(() => {});
  const late = new Promise<void>((resolve) => {
    setTimeout(resolve, patienceMs);
  });
  await Promise.race([taken, late]);
};

/**
 * Resizes the modal to a size that fits the window; keeps it when the host does not respond. Null
 * requests nothing.
 */
export const useModalSize = (size: Size | null): void => {
  const { width, height } = size ?? {};
  useEffect(() => {
    if (width && height) void takeModalSize({ width, height });
  }, [width, height]);
};

/**
 * Makes the modal this wide and as high as the element with the returned ref, in CSS pixels; uses
 * `height` until it is rendered.
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
