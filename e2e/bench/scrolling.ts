import type { Locator, Page } from 'playwright';
import { atMost, type Figure } from './figure.ts';
import type { LongList } from './long-list.ts';
import type { Stage } from './stage.ts';

const runs = 3;

/** Pixels per frame, as when dragging the scroll bar: about as many rows as the list shows. */
const stepPx = 500;

/**
 * Runs in the list's frame: scrolls down by one step per animation frame until the last row has
 * loaded, and counts the tasks over 50 ms.
 * https://www.w3.org/TR/longtasks-1/
 */
const scrollDown = async (box: Element, step: number): Promise<{ longTasks: number }> => {
  let longTasks = 0;
  const count = (entries: PerformanceEntryList) => {
    longTasks += entries.length;
  };
  const observer = new PerformanceObserver((list) => count(list.getEntries()));
  observer.observe({ type: 'longtask' });
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const isLastLoaded = () => {
    const last = box.querySelector('li:last-child');
    return last !== null && last.textContent !== '' && last.ariaPosInSet === last.ariaSetSize;
  };
  while (!isLastLoaded()) {
    box.scrollTop += step;
    await nextFrame();
  }
  await new Promise((resolve) => setTimeout(resolve, 200));
  count(observer.takeRecords());
  observer.disconnect();
  return { longTasks };
};

/**
 * Scrolls in turn through the list of *View all* and a bare list of the same length and height.
 * Takes the minimum of several passes of each, because other load on the machine only adds long
 * tasks.
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
  const longTasks = { bare: [] as number[], ours: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const ours = await openList(`${world.appUrl}/modal`);
    const height = await ours.evaluate((box) => box.clientHeight);
    longTasks.ours.push((await ours.evaluate(scrollDown, stepPx)).longTasks);
    const bare = await openList(`${bareUrl}/modal?rows=${count}&height=${height}`);
    longTasks.bare.push((await bare.evaluate(scrollDown, stepPx)).longTasks);
  }
  await office.pipedrive.post('app', { modalUrl: `${world.appUrl}/modal` });
  return [
    atMost(
      `long tasks while scrolling ${count} rows of View all / of a bare list`,
      Math.min(...longTasks.ours),
      Math.min(...longTasks.bare),
    ),
  ];
};
