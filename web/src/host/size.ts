import { type RefObject, useEffect } from 'react';
import { Command, greetHost } from './sdk.ts';

/**
 * Pipedrive ignores a panel height outside these bounds instead of clamping it.
 * https://pipedrive.readme.io/docs/custom-ui-extensions-panels
 */
const panelMin = 100;
const panelMax = 750;

/** A panel height Pipedrive accepts for content of this height, in CSS pixels. */
export const panelHeight = (content: number): number =>
  Math.min(panelMax, Math.max(panelMin, Math.ceil(content)));

/** Requests a size in CSS pixels. Pipedrive decides the width of a panel. */
export const resize = async (size: { height?: number; width?: number }): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.RESIZE, size);
};

/** Size of Pipedrive's window in CSS pixels, the largest a modal can be. */
export const hostWindow = async (): Promise<{ width: number; height: number }> => {
  const sdk = await greetHost();
  const { windowWidth, windowHeight } = await sdk.execute(Command.GET_METADATA);
  return { width: windowWidth, height: windowHeight };
};

/**
 * Resizes the iframe to the height of `content`, limited by `fit`. A failed request is repeated at
 * the next change.
 */
export const useHeightOf = (
  content: RefObject<HTMLElement | null>,
  fit: (height: number) => number,
): void => {
  useEffect(() => {
    const element = content.current;
    if (!element) return;
    let asked = 0;
    const observer = new ResizeObserver(() => {
      const height = fit(element.getBoundingClientRect().height);
      if (height === asked) return;
      asked = height;
      resize({ height }).catch(() => {
        asked = 0;
      });
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [content, fit]);
};
