import { type RefObject, useEffect } from 'react';
import { Command, greetHost } from './sdk.ts';

/** Pipedrive ignores a panel height outside these bounds instead of clamping it. */
const panelMin = 100;
const panelMax = 750;

/** A panel height Pipedrive accepts, for content of this height in CSS pixels. */
export const panelHeight = (content: number): number =>
  Math.min(panelMax, Math.max(panelMin, Math.ceil(content)));

/** Asks the host for a size in CSS pixels; a panel's width is Pipedrive's own. */
export const resize = async (size: { height?: number; width?: number }): Promise<void> => {
  const sdk = await greetHost();
  await sdk.execute(Command.RESIZE, size);
};

/** Size of Pipedrive's own window in CSS pixels, the most that a modal can have. */
export const hostWindow = async (): Promise<{ width: number; height: number }> => {
  const sdk = await greetHost();
  const { windowWidth, windowHeight } = await sdk.execute(Command.GET_METADATA);
  return { width: windowWidth, height: windowHeight };
};

/** Keeps the iframe as high as `content` is, by `fit`; a request that fails is repeated on the next change. */
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
