import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import { atLeast, atMost, type Figure, median } from './figure.ts';
import { mayBeOfFirstReading, untilReadCompletely } from './first-reading.ts';
import { type Call, callsSince, lastOf } from './journals.ts';
import type { LongList } from './long-list.ts';
import { makeOpener, type Opening } from './opening.ts';
import { fewestCalls, secondCallAfter } from './read-ahead.ts';
import type { Stage } from './stage.ts';

const runs = 15;

const unfiltered = { period: null, text: '', statuses: [] };

/** By then any unnecessary call has been made. */
const settledMs = 2_000;

/** Calls to QuickBooks since then, once the app has mirrored the whole list. */
const settledCalls = async (
  { office }: Stage,
  { company, dealId }: LongList,
  after: number,
): Promise<Call[]> => {
  const context = { of: 'deal', id: dealId };
  const input = { context, filters: unfiltered, skip: 0 };
  let fresh = false;
  while (!fresh) {
    await pause(settledMs);
    const list = await office.call<{ reading: { fresh: boolean } }>(
      company,
      company.salesLead,
      'invoice-list/list',
      input,
    );
    ({ fresh } = list.reading);
  }
  await pause(settledMs);
  return callsSince(office.quickbooks, after);
};

/**
 * Opens *View all* of a customer with thousands of invoices, first with an empty mirror, then with
 * a complete one; then the bare page and *View all* in turn.
 */
export const measureViewAll = async (
  page: Page,
  stage: Stage,
  list: LongList,
): Promise<Figure[]> => {
  const { office, world } = stage;
  const { company, dealId, count, firstNumbers } = list;
  const open = await makeOpener(page, [
    { path: '/panel', texts: stage.invoiceNumbers },
    { path: '/modal', texts: firstNumbers },
  ]);
  const { pipedriveUrl } = world;
  const viewAll = async (): Promise<Opening> => {
    await office.pipedrive.post('app', { panelUrl: `${world.appUrl}/panel` });
    return open.viewAll({ pipedriveUrl, userId: company.salesLead, dealId });
  };
  const barePage = async (): Promise<Opening> => {
    await office.pipedrive.post('app', { panelUrl: `${stage.bareUrl}/panel` });
    const userId = stage.company.salesLead;
    return open.panel({ pipedriveUrl, userId, dealId: stage.knownDealId });
  };

  const beforeCold = await lastOf(office.quickbooks);
  const cold = await viewAll();
  const coldCalls = (await settledCalls(stage, list, beforeCold)).filter(
    (call) => !mayBeOfFirstReading(call),
  );
  await untilReadCompletely(office, company);
  const beforeWarm = await lastOf(office.quickbooks);
  await viewAll();
  const warmCalls = await settledCalls(stage, list, beforeWarm);

  await barePage();
  const times = { bare: [] as number[], warm: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    times.bare.push((await barePage()).ms);
    times.warm.push((await viewAll()).ms);
  }
  return [
    atMost(
      'View all opened to painted / bare page, mirror warm',
      median(times.warm) / median(times.bare),
      2,
    ),
    atLeast(
      'View all, cold: ms from painted to the start of the second call to QuickBooks',
      // The first reading may have filled the mirror before the list needed a second page.
      coldCalls.length > 1 ? secondCallAfter(coldCalls, cold.at) : Number.POSITIVE_INFINITY,
      0,
    ),
    atMost(
      `calls to QuickBooks for ${count} invoices in View all, cold`,
      coldCalls.length,
      fewestCalls(count),
    ),
    atMost('calls to QuickBooks for View all while fresh', warmCalls.length, 0),
  ];
};
