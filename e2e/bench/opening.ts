import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';

/** Result of opening one of the app's pages. */
export type Opening = {
  /**
   * Milliseconds from the start of the frame's navigation until the frame with the rows was drawn.
   */
  ms: number;
  /** The same moment, epoch milliseconds. */
  at: number;
  /** Addresses of all scripts that the frame had asked for by then. */
  scripts: string[];
  /** Addresses of its document, scripts, styles and fonts. */
  files: string[];
};

/**
 * A page of ours, by its path, and the texts that make its rows: painted when all of them are
 * there.
 */
type Watched = { path: string; texts: string[] };

/** Target of opening a panel. */
export type Place = { pipedriveUrl: string; userId: number; dealId: number };

const fileTypes = new Set(['document', 'script', 'stylesheet', 'font']);

/** Wait before each opening, so that work of the previous page is not counted. */
const calmMs = 300;
const patienceMs = 20_000;

/**
 * Runs in every frame before its own scripts. In a watched page's it reports, by the frame's own clock,
 * when all texts were in the page and the browser had drawn that.
 */
const watch = (watched: Watched[]) => {
  const mine = watched.find(({ path }) => path === location.pathname);
  if (window === window.top || !mine) return;
  const { reportPainted } = window as unknown as {
    reportPainted: (path: string, ms: number, at: number) => void;
  };
  const observer = new MutationObserver(() => {
    const shown = document.body?.textContent ?? '';
    if (!mine.texts.every((text) => shown.includes(text))) return;
    observer.disconnect();
    const drawn = new MessageChannel();
    drawn.port1.onmessage = () => {
      const ms = performance.now();
      reportPainted(mine.path, ms, performance.timeOrigin + ms);
    };
    // A task that is posted from within a frame runs when that frame has been drawn.
    requestAnimationFrame(() => drawn.port2.postMessage(null));
  });
  observer.observe(document, { childList: true, subtree: true, characterData: true });
};

/** Opens pages of ours in one window, one after another. */
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

  /** Does what opens the page of this path, once all is calm, and waits until it is painted. */
  const open = async (path: string, start: () => Promise<unknown>): Promise<Opening> => {
    await pause(calmMs);
    scripts = new Set();
    files = new Set();
    return new Promise<Opening>((resolve, reject) => {
      const late = () => reject(new Error(`No rows within ${patienceMs} ms in ${path}`));
      const timer = setTimeout(late, patienceMs);
      painted = (where, ms, at) => {
        if (where !== path) return;
        clearTimeout(timer);
        resolve({ ms, at, scripts: [...scripts], files: [...files] });
      };
      start().catch(reject);
    });
  };

  const goTo = ({ pipedriveUrl, userId, dealId }: Place) =>
    page.goto(`${pipedriveUrl}/deal/${dealId}?user=${userId}&bar=off`);

  return {
    /** Opens a deal; painted when its panel is. */
    panel: (context: Place): Promise<Opening> => open('/panel', () => goTo(context)),
    /** Opens the modal with *View all* of a deal's panel; painted when the modal is. */
    async viewAll(context: Place): Promise<Opening> {
      await goTo(context);
      const button = page
        .frameLocator('iframe[title="Dealbill panel"]')
        .getByRole('button', { name: 'All invoices' });
      await button.waitFor();
      return open('/modal', () => button.click());
    },
  };
};
