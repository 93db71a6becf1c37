import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';

/** Result of opening one of the app's pages. */
export type Opening = {
  /** Milliseconds from the start of the frame's navigation until its rows were painted. */
  ms: number;
  /** Time of that paint, in epoch milliseconds. */
  at: number;
  /** URLs of the scripts that the frame had requested by then. */
  scripts: string[];
  /** URLs of its document, scripts, styles and fonts. */
  files: string[];
};

/** Path of a page, and texts of its rows. The page counts as painted once it shows all of them. */
type Watched = { path: string; texts: string[] };

/** Deal page to open, and the user who opens it. */
export type DealPage = { pipedriveUrl: string; userId: number; dealId: number };

const fileTypes = new Set(['document', 'script', 'stylesheet', 'font']);

/** Wait before each opening, so that work of the previous page is not counted. */
const calmMs = 300;
const patienceMs = 20_000;

/**
 * Runs in every frame before its own scripts. In the frame of a watched page, reports when the
 * browser painted the last of its texts, by the frame's own clock.
 */
const watch = (watched: Watched[]) => {
  const watchedPage = watched.find(({ path }) => path === location.pathname);
  if (window === window.top || !watchedPage) return;
  const { reportPainted } = window as unknown as {
    reportPainted: (path: string, ms: number, at: number) => void;
  };
  const observer = new MutationObserver(() => {
    const content = document.body?.textContent ?? '';
    if (!watchedPage.texts.every((text) => content.includes(text))) return;
    observer.disconnect();
    const painted = new MessageChannel();
    painted.port1.onmessage = () => {
      const ms = performance.now();
      reportPainted(watchedPage.path, ms, performance.timeOrigin + ms);
    };
    // A task posted in an animation frame callback runs after that frame was painted.
    requestAnimationFrame(() => painted.port2.postMessage(null));
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
};

/** Returns functions that open the app's pages in one window and wait until they are painted. */
export const makeOpener = async (page: Page, watched: Watched[]) => {
  let painted: (path: string, ms: number, at: number) => void = () => {};
  await page.exposeBinding('reportPainted', (_source, path: string, ms: number, at: number) =>
    painted(path, ms, at),
  );
  await page.addInitScript(watch, watched);
  let scripts = new Set<string>();
  let files = new Set<string>();
  page.on('request', (request) => {
    const inFrame = request.frame() !== page.mainFrame();
    if (!inFrame) return;
    const type = request.resourceType();
    if (type === 'script') scripts.add(request.url());
    if (fileTypes.has(type)) files.add(request.url());
  });

  /** Pauses, calls `start`, and waits until the page with this path is painted. */
  const open = async (path: string, start: () => Promise<unknown>): Promise<Opening> => {
    await pause(calmMs);
    scripts = new Set();
    files = new Set();
    return new Promise<Opening>((resolve, reject) => {
      const fail = () => reject(new Error(`No rows within ${patienceMs} ms in ${path}`));
      const timer = setTimeout(fail, patienceMs);
      painted = (paintedPath, ms, at) => {
        if (paintedPath !== path) return;
        clearTimeout(timer);
        resolve({ ms, at, scripts: [...scripts], files: [...files] });
      };
      start().catch(reject);
    });
  };

  const goTo = ({ pipedriveUrl, userId, dealId }: DealPage) =>
    page.goto(`${pipedriveUrl}/deal/${dealId}?user=${userId}&bar=off`);

  return {
    /** Opens a deal and waits for its panel. */
    panel: (deal: DealPage): Promise<Opening> => open('/panel', () => goTo(deal)),
    /** Opens a deal, presses *All invoices* in its panel, and waits for the modal. */
    async viewAll(deal: DealPage): Promise<Opening> {
      await goTo(deal);
      const button = page
        .frameLocator('iframe[title="Dealbill panel"]')
        .getByRole('button', { name: 'All invoices' });
      await button.waitFor();
      return open('/modal', () => button.click());
    },
  };
};
