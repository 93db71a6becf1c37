import type { Page } from '@playwright/test';
import { makeInvoice } from '../arrange/make-invoice.ts';
import { expect, test } from '../fixtures.ts';
import { hostOn } from '../pages/host-page.ts';
import { listOn } from '../pages/list-page.ts';

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

/** Number of streams that are open now. */
const countStreams = (page: Page): (() => number) => {
  let open = 0;
  const isStream = (url: string) => new URL(url).pathname === '/api/live';
  page.on('request', (request) => {
    if (isStream(request.url())) open += 1;
  });
  const close = (request: { url(): string }) => {
    if (isStream(request.url())) open -= 1;
  };
  page.on('requestfinished', close);
  page.on('requestfailed', close);
  return () => open;
};

test('an open list follows, with its sums and without losing its place', async ({
  connected,
  browser,
  world,
  office,
  company,
}) => {
  const other = await makeInvoice(office, company, 'withProducts');
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  const streams = countStreams(page);
  const open = streamOpen(page);
  await connected.openDeal('withProducts');
  await open;
  const list = listOn(page);
  await panel.chooseInPanel('All company invoices');
  await expect(list.row(number)).toContainText('Open');
  await expect(list.count).toContainText('just now');
  const sums = modal.getByRole('region', { name: 'Totals' });
  const due = await sums
    .getByText(/^[\d,.]+ USD$/)
    .first()
    .textContent();
  await list.field('Search').fill('Cedar');
  const place = () => list.row(other).boundingBox();
  const before = await place();

  const own = await browser.newContext();
  const elsewhere = hostOn(await own.newPage(), world, company);
  await elsewhere.openDeal('withProducts');
  await elsewhere.panel.choose(number, 'Void');
  await elsewhere.confirm('Void invoice');

  await expect(list.row(number)).toContainText('Voided');
  await expect(sums).not.toContainText(due ?? '');
  await expect(list.field('Search')).toHaveValue('Cedar');
  expect((await place())?.y).toBe(before?.y);
  expect(streams()).toBe(1);
  await own.close();
});

test('an open invoice follows, and its PDF', async ({
  connected,
  browser,
  world,
  office,
  company,
}) => {
  const number = await makeInvoice(office, company, 'withProducts');
  const { page, panel, modal } = connected;
  const open = streamOpen(page);
  await connected.openDeal('withProducts');
  await open;
  await panel.frame.getByRole('button', { name: `View invoice ${number}` }).click();
  await expect(modal.getByRole('heading', { name: `Invoice ${number}` })).toBeVisible();
  await expect(modal.getByRole('figure', { name: /Page 1 of 1/ })).toBeVisible();
  const pdf = page.waitForRequest((request) => request.url().includes('/pdf'));

  const own = await browser.newContext();
  const elsewhere = hostOn(await own.newPage(), world, company);
  await elsewhere.openDeal('withProducts');
  await elsewhere.panel.choose(number, 'Void');
  await elsewhere.confirm('Void invoice');

  await expect(modal.getByText('Voided', { exact: true })).toBeVisible();
  await pdf;
  await own.close();
});
