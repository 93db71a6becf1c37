import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { atMost } from '../exactly-once/at-most.ts';
import { scheduleFaults } from '../exactly-once/fault-mix.ts';
import { type Traffic, watchJournal } from '../exactly-once/journal-watch.ts';
import { plannedDeaths } from '../exactly-once/planned-deaths.ts';
import { openShop } from '../exactly-once/shop.ts';
import { memoryOf } from '../exactly-once/switch-settings.ts';
import { openOffice } from '../world/office.ts';
import { anyPorts, startWorld } from '../world/world.ts';
import { type Figures, noFigures, pressUntilDone } from './press-until-done.ts';
import { putActs } from './put-acts.ts';
import { type End, meant, whatIs } from './what-is.ts';

/** Everything waits less than in life; what is in proportion there stays in proportion. */
const serverEnv = {
  QUICKBOOKS_TIMEOUT_MS: '1200',
  SETTLE_AFTER_MS: '4000',
  SETTLE_EVERY_MS: '250',
  RATE_LIMIT_PER_MINUTE: '1000000',
  LOG_LEVEL: 'info',
};
const delayMs = 2_200;
const memoryMs = 7_000;

type Plan = {
  /** Invoices for each of what can be done, and customers. */
  each: number;
  /** How long the server is away at each of its deaths. */
  deathsAwayMs: number[];
  patienceMs: number;
};

export type Trial = {
  meant: End[];
  is: End[];
  figures: Figures & Traffic & { kills: number; seconds: number };
};

/** Does everything that can be done with invoices and customers, through faults and deaths of the server. */
export const holdTrial = async ({ each, deathsAwayMs, patienceMs }: Plan): Promise<Trial> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-'));
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    standInsRemember: false,
    serverEnv,
  });
  try {
    const office = openOffice(world);
    await office.pipedrive.post('settings', { burstLimit: 1_000_000, dailyBudget: 1_000_000_000 });
    const shop = await openShop(world, office, memoryOf(memoryMs));
    const acts = await putActs(office, shop, each);
    await scheduleFaults(office.quickbooks, shop.realmId, { seed: 41, delayMs });
    const journal = watchJournal(office.quickbooks);
    const figures = noFigures();
    const deaths = plannedDeaths(world, deathsAwayMs, acts.length, () => undefined);
    let done = 0;
    const desk = {
      figures,
      turns: atMost(6),
      patienceMs,
      onPress: () => deaths.consider(done),
    };
    const began = Date.now();
    await Promise.all(
      acts.map(async (act) => {
        await pressUntilDone(desk, act);
        done += 1;
      }),
    );
    const kills = await deaths.all();
    const seconds = Math.round((Date.now() - began) / 1000);
    await office.quickbooks.delete('faults');
    const traffic = await journal.end();
    return {
      meant: acts.map(meant),
      is: await whatIs(office, shop, acts),
      figures: { ...figures, ...traffic, kills, seconds },
    };
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
