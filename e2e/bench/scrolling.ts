import type { Locator, Page } from 'playwright';
import { atMost, type Figure } from './figure.ts';
import type { LongList } from './long-list.ts';
import type { Stage } from './stage.ts';

const runs = 3;

/** Pixels a frame: about a screen of rows, as somebody does who drags the scroll bar down. */
const stepPx = 500;

/**
 * Runs in the list's frame: scrolls the list down, a step each time a frame is drawn, until its last row
 * is there, and counts the tasks that took longer than 50 ms meanwhile (W3C: Long Tasks API).
 */
const scrollDown = async (box: Element, step: number): Promise<{ longTasks: number }> => {
  let longTasks = 0;
  const count = (entries: PerformanceEntryList) => {
    longTasks += entries.length;
  };
  const observer = new PerformanceObserver((list) => count(list.getEntries()));
  observer.observe({ type: 'longtask' });
  const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
  const isLastThere = () => {
    const last = box.querySelector('li:last-child');
    return last !== null && last.textContent !== '' && last.ariaPosInSet === last.ariaSetSize;
  };
  while (!isLastThere()) {
    box.scrollTop += step;
    await frame();
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  count(observer.takeRecords());
  observer.disconnect();
  return { longTasks };
};

/**
 * Scrolls through the list of *View all* and through a bare one of the same length and height, in turn. The
 * fewest of several passes count, of both: a busy machine only ever adds to what a list takes by itself.
 */
export const measureScrolling = async (
  page: Page,
  { office, world, bareUrl }: Stage,
  { company, dealId, count }: LongList,
): Promise<Figure[]> => {
  const openList = async (modalUrl: string): Promise<Locator> => {
    await office.pipedrive.post('app', { panelUrl: `${world.appUrl}/panel`, modalUrl });
    await page.goto(`${world.pipedriveUrl}/deal/${dealId}?user=${company.salesLead}&bar=off`);
    const panel = page.frameLocator('iframe[title="Dealbill panel"]');
    await panel.getByRole('button', { name: 'All invoices' }).click();
    const modal = page.frameLocator('iframe[title="Dealbill modal"]');
    await modal.getByRole('listitem').first().waitFor();
    return modal.getByRole('region', { name: 'Invoices' });
  };
  const found = { bare: [] as number[], ours: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const ours = await openList(`${world.appUrl}/modal`);
    const height = await ours.evaluate((box) => box.clientHeight);
    found.ours.push((await ours.evaluate(scrollDown, stepPx)).longTasks);
    const bare = await openList(`${bareUrl}/modal?rows=${count}&height=${height}`);
    found.bare.push((await bare.evaluate(scrollDown, stepPx)).longTasks);
  }
  await office.pipedrive.post('app', { modalUrl: `${world.appUrl}/modal` });
  return [
    atMost(
      `long tasks while scrolling ${count} rows of View all / of a bare list`,
      Math.min(...found.ours),
      Math.min(...found.bare),
    ),
  ];
};
