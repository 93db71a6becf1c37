import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';

/** What came of opening a deal. */
export type Opening = {
  /** Milliseconds from the start of the frame's navigation until the frame with the rows was drawn. */
  ms: number;
  /** Addresses of all scripts that the frame had asked for by then. */
  scripts: string[];
};

/** Where a panel is opened. */
export type Place = { pipedriveUrl: string; userId: number; dealId: number };

/** What the page before had still to do would be counted to the next one. */
const calmMs = 300;
const patienceMs = 20_000;

/**
 * Runs in every frame before its own scripts. In the panel's it reports, by the frame's own clock, when
 * all texts were in the page and the browser had drawn that.
 */
const watch = (texts: string[]) => {
  if (window === window.top || location.pathname !== '/panel') return;
  const { reportPainted } = window as unknown as { reportPainted: (ms: number) => void };
  const observer = new MutationObserver(() => {
    const shown = document.body?.textContent ?? '';
    if (!texts.every((text) => shown.includes(text))) return;
    observer.disconnect();
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => reportPainted(performance.now());
    // A task that is posted from within a frame runs when that frame has been drawn.
    requestAnimationFrame(() => drawn.port2.postMessage(null));
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
};

/** Opens deals in one window, one after another; rows count as painted when all `texts` are there. */
export const makeOpener = async (page: Page, texts: string[]) => {
  let painted: (ms: number) => void = () => {};
  await page.exposeBinding('reportPainted', (_source, ms: number) => painted(ms));
  await page.addInitScript(watch, texts);
  let scripts = new Set<string>();
  page.on('request', (request) => {
    const inFrame = request.frame() !== page.mainFrame();
    if (inFrame && request.resourceType() === 'script') scripts.add(request.url());
  });

  return async ({ pipedriveUrl, userId, dealId }: Place): Promise<Opening> => {
    await pause(calmMs);
    scripts = new Set();
    const address = `${pipedriveUrl}/deal/${dealId}?user=${userId}&bar=off`;
    const ms = await new Promise<number>((resolve, reject) => {
      const late = () => reject(new Error(`No rows within ${patienceMs} ms at ${address}`));
      const timer = setTimeout(late, patienceMs);
      painted = (time) => {
        clearTimeout(timer);
        resolve(time);
      };
      page.goto(address).catch(reject);
    });
    return { ms, scripts: [...scripts] };
  };
};
