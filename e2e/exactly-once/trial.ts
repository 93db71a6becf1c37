import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openOffice } from '../world/office.ts';
import { anyPorts, startWorld } from '../world/world.ts';
import { atMost } from './at-most.ts';
import { doubledNotes } from './doubled-notes.ts';
import { scheduleFaults } from './fault-mix.ts';
import { type Figures, noFigures } from './figures.ts';
import { intentsOf } from './intents.ts';
import { type Traffic, watchJournal } from './journal-watch.ts';
import { lookIntoBooks, meant, type Outcome } from './look-into-books.ts';
import { type Desk, makeInvoice } from './make-invoice.ts';
import { plannedDeaths } from './planned-deaths.ts';
import { openShop } from './shop.ts';
import { everySetting, memoryOf } from './switch-settings.ts';

type Plan = {
  /** Invoices under each setting of the switches. */
  each: number;
  /** Deals of each shop on which somebody works at the same time. */
  lanes: number;
  /** Forms and creates that are under way at once. */
  atOnce: number;
  /** How long the server is away at each of its deaths. */
  deathsAwayMs: number[];
  patienceMs: number;
  onProgress?: (line: string) => void;
};

export type Trial = {
  settings: { name: string; meant: Outcome; is: Outcome; doubledNotes: string[] }[];
  figures: Figures & Traffic & { kills: number; seconds: number };
};

/** Everything waits less than in life; what is in proportion there stays in proportion. */
const timeoutMs = 1_200;
const delayMs = 2_200;
const settleAfterMs = 4_000;
const replayUntilMs = 9_000;
const memoryMs = 7_000;

/** Long enough for one of the settings to forget. */
export const longAwayMs = memoryMs + 1_000;

const serverEnv = {
  QUICKBOOKS_TIMEOUT_MS: `${timeoutMs}`,
  SETTLE_AFTER_MS: `${settleAfterMs}`,
  REPLAY_UNTIL_MS: `${replayUntilMs}`,
  SETTLE_EVERY_MS: '250',
  RATE_LIMIT_PER_MINUTE: '1000000',
  LOG_LEVEL: 'info',
};

/**
 * Invoices under every setting of the `requestid` switches, through faults of every kind, the server
 * killed on the way while one is being created in the company that forgets ids in the meantime. Tells
 * what was meant and what is.
 */
export const holdTrial = async (plan: Plan): Promise<Trial> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-'));
  const say = plan.onProgress ?? (() => undefined);
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    standInsRemember: false,
    serverEnv,
  });
  try {
    const office = openOffice(world);
    await office.pipedrive.post('settings', { burstLimit: 1_000_000, dailyBudget: 1_000_000_000 });
    const turns = atMost(plan.atOnce);
    const settings = [...everySetting(), memoryOf(memoryMs)];
    const shops = await Promise.all(
      settings.map((setting) => turns.run(() => openShop(world, office, setting))),
    );
    for (const [seed, { realmId }] of shops.entries()) {
      await scheduleFaults(office.quickbooks, realmId, { seed, delayMs });
    }
    const journal = watchJournal(office.quickbooks);
    const figures = noFigures();
    const forgetful = shops.at(-1);
    if (!forgetful) throw new Error('There is no shop');
    const deaths = plannedDeaths(world, plan.deathsAwayMs, plan.each, say);
    const desk: Desk = {
      figures,
      turns,
      patienceMs: plan.patienceMs,
      linked: new Map(shops.map(({ realmId }) => [realmId, new Set()])),
      onPress: ({ shop }) => {
        if (shop === forgetful) deaths.consider(desk.linked.get(shop.realmId)?.size ?? 0);
      },
    };
    const began = Date.now();
    const byShop = shops.map((shop) => intentsOf(shop, plan.each, plan.lanes));
    const working = byShop.flat().map(async (lane) => {
      for (const intent of lane) await makeInvoice(desk, intent);
    });
    await Promise.all(working);
    const kills = await deaths.all();
    const seconds = Math.round((Date.now() - began) / 1000);

    await office.quickbooks.delete('faults');
    const traffic = await journal.end();
    const looked = shops.map(async (shop, index) => ({
      name: shop.setting.name,
      meant: meant((byShop[index] ?? []).flat()),
      is: await lookIntoBooks(shop),
      doubledNotes: await doubledNotes(office.pipedrive, shop),
    }));
    return {
      settings: await Promise.all(looked),
      figures: { ...figures, ...traffic, kills, seconds },
    };
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
