import type { Page } from '@playwright/test';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { hostOn } from '../pages/host-page.ts';

/** Resolves once the panel's stream of changes is open. */
const streamOpen = (page: Page) =>
  page.waitForResponse((response) => response.url().endsWith('/api/live') && response.ok());

type Shift = PerformanceEntry & {
  sources: { previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
};

/**
 * Collects by how many pixels parts of the panel move up or down from now on; the returned function
 * reads them. An amount that becomes shorter moves its own start to the right, which is no move.
 */
const watchMoves = async (page: Page) => {
  const panel = page.frameLocator('iframe[title="Dealbill panel"]').locator('html');
  await panel.evaluate(() => {
    const all = window as unknown as { moves: number[] };
    all.moves = [];
    new PerformanceObserver((list) => {
      for (const { sources } of list.getEntries() as Shift[]) {
        all.moves.push(...sources.map((one) => one.currentRect.top - one.previousRect.top));
      }
    }).observe({ type: 'layout-shift' });
  });
  return () =>
    panel.evaluate(() =>
      (window as unknown as { moves: number[] }).moves.filter((move) => move !== 0),
    );
};

test('shows what was done in another browser, without a click and without moving a row', async ({
  connected,
  browser,
  world,
  office,
  company,
}) => {
  const first = await makeInvoice(office, company, 'withProducts');
  const second = await makeInvoice(office, company, 'withProducts', {
    customerName: 'Cedar & Finch Annex',
  });
  const { page, panel } = connected;
  const open = streamOpen(page);
  await connected.openDeal('withProducts');
  await open;
  await expect(panel.invoice(second)).toHaveAccessibleName(`Invoice ${second}: Open`);
  await expect(panel.refresh).toHaveAttribute('aria-disabled', 'false');
  const moves = await watchMoves(page);
  const places = () => Promise.all([first, second].map((one) => panel.invoice(one).boundingBox()));
  const before = await places();

  const own = await browser.newContext();
  const elsewhere = hostOn(await own.newPage(), world, company);
  await elsewhere.openDeal('withProducts');
  await elsewhere.panel.choose(second, 'Void');
  await elsewhere.confirm('Void invoice');

  await expect(panel.invoice(second)).toHaveAccessibleName(`Invoice ${second}: Voided`);
  expect((await places()).map((box) => box?.y)).toEqual(before.map((box) => box?.y));
  expect(await moves()).toEqual([]);
  await own.close();
});

test('opens no stream before the first rows are shown, and one per panel', async ({
  connected,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel } = connected;
  const release = Promise.withResolvers<void>();
  const paths: string[] = [];
  await page.route('**/api/**', async (route) => {
    const path = new URL(route.request().url()).pathname;
    paths.push(path);
    if (path === '/api/invoices/list') await release.promise;
    await route.continue();
  });
  await connected.openDeal('withProducts');
  await expect.poll(() => paths).toContain('/api/invoices/list');
  expect(paths).toEqual(['/api/invoices/list']);
  const open = streamOpen(page);
  release.resolve();
  await expect(panel.invoice(number)).toBeVisible();
  await open;
  await panel.refresh.click();
  await expect(panel.refresh).toHaveAttribute('aria-disabled', 'false');
  expect(paths.filter((path) => path === '/api/live')).toHaveLength(1);
});
