import type { Page } from 'playwright';
import { atMost, type Figure, median } from './figure.ts';
import { makeOpener, type Opening } from './opening.ts';
import type { Stage } from './stage.ts';
import { travelledBytes } from './travelled-bytes.ts';

const runs = 15;

/**
 * Opens, in turn, the bare page and the panel in the panel's frame of a deal: the panel once with a
 * cached deal check and once on a deal that is new to the app. The first round is a warm-up.
 */
export const measureFirstPaint = async (page: Page, stage: Stage): Promise<Figure[]> => {
  const open = await makeOpener(page, [{ path: '/panel', texts: stage.invoiceNumbers }]);
  const openIn = async (panelUrl: string, dealId: number): Promise<Opening> => {
    await stage.office.pipedrive.post('app', { panelUrl });
    const { pipedriveUrl } = stage.world;
    return open.panel({ pipedriveUrl, userId: stage.company.salesLead, dealId });
  };
  const rounds: { bare: Opening; cached: Opening; fresh: Opening }[] = [];
  for (let round = 0; round <= runs; round += 1) {
    const newDealId = await stage.addDeal();
    rounds.push({
      bare: await openIn(`${stage.bareUrl}/panel`, stage.knownDealId),
      cached: await openIn(`${stage.world.appUrl}/panel`, stage.knownDealId),
      fresh: await openIn(`${stage.world.appUrl}/panel`, newDealId),
    });
  }
  const [first, ...counted] = rounds;
  const opened = (what: 'bare' | 'cached' | 'fresh') =>
    median(counted.map((round) => round[what].ms));
  const scripts = async (what: 'bare' | 'cached') => travelledBytes(first?.[what].scripts ?? []);
  return [
    atMost(
      'first-paint script of the panel / of a bare page, bytes that travel',
      (await scripts('cached')) / (await scripts('bare')),
      1.3,
    ),
    atMost(
      'kB that travel for the first paint: document, scripts, styles, fonts',
      (await travelledBytes(first?.cached.files ?? [])) / 1_000,
      170,
    ),
    atMost(
      'panel opened to painted / bare page, deal check cached',
      opened('cached') / opened('bare'),
      1.5,
    ),
    atMost(
      'panel opened to painted / bare page, deal check not cached',
      opened('fresh') / opened('bare'),
      2,
    ),
  ];
};
