import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { atMost, type Figure } from './figure.ts';
import { callsSince, lastOf } from './journals.ts';
import { makeOpener } from './opening.ts';
import type { Stage } from './stage.ts';

/** By then all pending calls have arrived. */
const settledMs = 1_000;

/**
 * Counts the panel's calls to the vendors. Delays its refresh from QuickBooks until the rows are
 * painted, so a panel that waited for the refresh would never paint.
 */
export const countPanelCalls = async (page: Page, stage: Stage): Promise<Figure[]> => {
  const { pipedrive, quickbooks } = stage.office;
  await pipedrive.post('app', { panelUrl: `${stage.world.appUrl}/panel` });
  const open = await makeOpener(page, [{ path: '/panel', texts: stage.invoiceNumbers }]);
  const openDeal = (dealId: number) =>
    open.panel({ pipedriveUrl: stage.world.pipedriveUrl, userId: stage.company.salesLead, dealId });

  let painted = Promise.withResolvers<void>();
  await page.route('**/api/invoices/refresh', async (route) => {
    await painted.promise;
    await route.continue();
  });
  const newDealId = await stage.addDeal();
  const before = { pipedrive: await lastOf(pipedrive), quickbooks: await lastOf(quickbooks) };
  await openDeal(newDealId);
  const toPaint = {
    pipedrive: await callsSince(pipedrive, before.pipedrive),
    quickbooks: await callsSince(quickbooks, before.quickbooks),
  };
  const refreshed = page.waitForResponse('**/api/invoices/refresh');
  painted.resolve();
  await refreshed;
  await pause(settledMs);
  const all = await callsSince(quickbooks, before.quickbooks);

  painted = Promise.withResolvers<void>();
  const beforeReopening = await lastOf(pipedrive);
  await openDeal(newDealId);
  const reopening = await callsSince(pipedrive, beforeReopening);
  painted.resolve();
  return [
    atMost('calls to QuickBooks until painted', toPaint.quickbooks.length, 0),
    atMost('calls to Pipedrive until painted, deal check not cached', toPaint.pipedrive.length, 1),
    atMost('calls to Pipedrive until painted, deal check cached', reopening.length, 0),
    atMost('calls to QuickBooks once painted', all.length - toPaint.quickbooks.length, 1),
  ];
};
