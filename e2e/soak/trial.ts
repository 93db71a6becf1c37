import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openOffice } from '../world/office.ts';
import { startPostgres } from '../world/start-postgres.ts';
import { anyPorts, startWorld } from '../world/world.ts';
import { actionKinds, prepareActions, rejectedNames } from './actions.ts';
import { atMost } from './at-most.ts';
import { countErrors } from './count-errors.ts';
import { createInvoice } from './create-invoice.ts';
import { type Effects, expectedEffects, foundEffects } from './effects.ts';
import { type Figures, noFigures } from './figures.ts';
import { intentsOf, rejectedCustomer } from './invoice-intents.ts';
import { performAction } from './perform-action.ts';
import { planKills, runKills } from './planned-kills.ts';
import { scheduleFaults } from './schedule-faults.ts';
import { openStored } from './stored.ts';
import { memoryOf, type SwitchSetting } from './switch-settings.ts';
import { openTrialCompany } from './trial-company.ts';
import type { DraftFixture } from './trial-state.ts';
import { type Traffic, watchJournals } from './watch-journals.ts';

type Plan = {
  database: 'sqlite' | 'postgres';
  /** Number of server processes on the database; SQLite allows one. */
  processes: number;
  /** Determines the faults, the order of kinds and the points of the kills. */
  seed: number;
  /** One trial company for each; another one forgets ids while the server is down. */
  settings: SwitchSetting[];
  /** Invoices to create in each trial company. */
  invoices: number;
  /** Other actions in each trial company. */
  actions: number;
  /** Deals of each trial company that users work on concurrently. */
  lanes: number;
  /** Maximum of concurrent forms and presses. */
  atOnce: number;
  kills: number;
  patienceMs: number;
  onProgress?: (line: string) => void;
};

export type Trial = {
  companies: { name: string; expected: Effects; found: Effects }[];
  figures: Figures &
    Traffic & {
      /** Errors in the server's log, with their counts. */
      errors: Record<string, number>;
      seed: number;
      intents: number;
      kills: number;
      seconds: number;
    };
  /** Kinds whose presses were hit by a kill. */
  killedOn: string[];
};

/** Delays of production, all shortened in the same proportion. */
const timeoutMs = 1_200;
const delayMs = 2_200;
const resolveAfterMs = 4_000;
const replayUntilMs = 9_000;
const memoryMs = 7_000;
/** Delay before other processes continue the work of a killed one. */
const turnLeaseMs = 3_000;

const serverEnv = {
  QUICKBOOKS_TIMEOUT_MS: `${timeoutMs}`,
  PIPEDRIVE_TIMEOUT_MS: `${timeoutMs}`,
  RESOLVE_AFTER_MS: `${resolveAfterMs}`,
  REPLAY_UNTIL_MS: `${replayUntilMs}`,
  RESOLVE_EVERY_MS: '250',
  RATE_LIMIT_PER_MINUTE: '1000000',
  QUICKBOOKS_CALLS_PER_MINUTE: '1000000',
  QUICKBOOKS_BATCHES_PER_MINUTE: '1000000',
  LOG_LEVEL: 'info',
  SERVE_PANEL: 'false',
};

/**
 * Creates invoices and performs actions in one trial company per setting of the `requestid`
 * switches, with vendor faults, rejected lookups and kills. Returns expected and actual effects.
 */
export const holdTrial = async (plan: Plan): Promise<Trial> => {
  if (plan.database === 'sqlite') {
    if (plan.processes !== 1) throw new Error('SQLite allows only one server process');
    return holdTrialOn(plan, null);
  }
  const postgres = await startPostgres();
  try {
    return await holdTrialOn(plan, postgres.url);
  } finally {
    await postgres.stop();
  }
};

const holdTrialOn = async (plan: Plan, postgresUrl: string | null): Promise<Trial> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-'));
  const say = plan.onProgress ?? (() => undefined);
  const logs = countErrors();
  const world = await startWorld({
    folder,
    ports: await anyPorts(),
    persistEmulators: false,
    onLine: (_name, line) => logs.read(line),
    postgres: postgresUrl === null ? null : { url: postgresUrl, processes: plan.processes },
    serverEnv: { ...serverEnv, ...(postgresUrl && { TURN_LEASE_MS: `${turnLeaseMs}` }) },
  });
  try {
    const office = openOffice(world);
    await office.pipedrive.post('settings', { burstLimit: 1_000_000, dailyBudget: 1_000_000_000 });
    await office.quickbooks.post('settings', {
      requestsPerSecond: null,
      requestsPerMinute: null,
      batchesPerMinute: null,
    });
    const turns = atMost(plan.atOnce);
    const settings = [...plan.settings, memoryOf(memoryMs)];
    const companies = await Promise.all(
      settings.map((setting, index) =>
        turns.run(async () => {
          const trialCompany = await openTrialCompany(world, office, setting, index % 3 === 0);
          const actions = await prepareActions(office, trialCompany, plan.actions);
          const rejected = {
            ...actions.rejected,
            billedCustomerId: rejectedCustomer(trialCompany),
            newCustomers: rejectedNames,
          };
          const faults = { seed: plan.seed * 1_000 + index, delayMs, of: rejected };
          await scheduleFaults(office, trialCompany, faults);
          return {
            trialCompany,
            actions,
            lanes: intentsOf(trialCompany, plan.invoices, plan.lanes),
          };
        }),
      ),
    );
    const intents = companies.length * (plan.invoices + plan.actions);
    const journals = watchJournals(office);
    const kinds = [...actionKinds, 'create'];
    const { seed, kills: count, processes } = plan;
    const planned = planKills({
      seed,
      kills: count,
      processes,
      kinds,
      intents,
      longDownMs: memoryMs + 1_000,
    });
    const kills = runKills(world, { kills: planned, intents, say });
    const figures = noFigures();
    let ended = 0;
    const trial: DraftFixture = {
      figures,
      turns,
      linked: new Set(),
      patienceMs: plan.patienceMs,
      onPress: (kind) => kills.onPress(kind, ended),
      onEnd() {
        ended += 1;
        if (ended % 250 === 0) say(`${ended} of ${intents}`);
      },
    };
    const began = Date.now();
    const working = companies.map(async ({ trialCompany, actions, lanes }) => {
      const creating = lanes.map((lane) => oneByOne(trial, lane, createInvoice));
      const acting = actions.users.map((lane) => oneByOne(trial, lane, performAction));
      await Promise.all(acting);
      return { trialCompany, actions, created: (await Promise.all(creating)).flat() };
    });
    const work = await Promise.all(working);
    const killed = await kills.all();
    await office.quickbooks.delete('faults');
    await office.pipedrive.delete('faults');
    const stored = openStored(folder, postgresUrl);
    try {
      await untilAllEnded(stored, plan.patienceMs);
      const seconds = Math.round((Date.now() - began) / 1000);
      const traffic = await journals.end();
      const looked = work.map(async (one) => {
        const all = { ...one, stored: await stored.of(one.trialCompany.realmId) };
        const found = await foundEffects(office, all);
        return { name: one.trialCompany.setting.name, expected: expectedEffects(all), found };
      });
      return {
        companies: await Promise.all(looked),
        figures: {
          ...figures,
          ...traffic,
          errors: logs.errors,
          seed,
          intents,
          kills: killed.length,
          seconds,
        },
        killedOn: [...new Set(killed.map(({ on }) => on))],
      };
    } finally {
      await stored.close();
    }
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};

const oneByOne = async <Intent, Result>(
  trial: DraftFixture,
  lane: Intent[],
  work: (trial: DraftFixture, intent: Intent) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  for (const intent of lane) {
    results.push(await work(trial, intent));
    trial.onEnd();
  }
  return results;
};

/** Waits until no operation is open, or until the time-out. */
const untilAllEnded = async (
  stored: ReturnType<typeof openStored>,
  patienceMs: number,
): Promise<void> => {
  const deadline = Date.now() + patienceMs;
  while ((await stored.openOperations()) > 0 && Date.now() < deadline) await pause(500);
};
