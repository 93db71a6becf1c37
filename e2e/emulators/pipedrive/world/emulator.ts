import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FaultPlan } from '../control/fault-plan.ts';
import { Journal } from '../control/journal.ts';
import { WebhookSender } from '../webhooks/sender.ts';
import { watchChanges } from '../webhooks/watch-changes.ts';
import { defaultSettings, storyWorld } from './story-world.ts';
import type { AppRegistration, World } from './world.ts';

/** State shared by all routes: world, scheduled faults, journal, change events. */
export interface Emulator {
  world: World;
  /** `http://localhost:PORT`, set once the server listens. */
  origin: string;
  faults: FaultPlan;
  journal: Journal;
  webhooks: WebhookSender;
  /** Emits `company` and `budget` with a company id (null: every company). */
  news: EventEmitter;
  /** Call after every change of the world: updates open pages and schedules a save. */
  changed(companyId: number | null): void;
  /** Call after charging tokens: updates the budget on open pages and schedules a save. */
  spent(companyId: number): void;
  save(): void;
  reset(): void;
}

/**
 * Loads the world from `dataFile`, or creates the story's. Saves it 200 ms after a change and on
 * `save`.
 */
export function openEmulator(app: AppRegistration, dataFile: string | null): Emulator {
  let timer: NodeJS.Timeout | null = null;
  const changesOf = watchChanges();
  const saveSoon = () => {
    if (dataFile && !timer) timer = setTimeout(() => emulator.save(), 200);
  };
  const emulator: Emulator = {
    world: readWorld(app, dataFile),
    origin: '',
    faults: { faults: [], latencies: [] },
    journal: new Journal(),
    webhooks: new WebhookSender(),
    news: new EventEmitter().setMaxListeners(0),
    changed(companyId) {
      const events = changesOf(emulator.world, companyId);
      emulator.webhooks.send(emulator.world, events, emulator.origin);
      emulator.news.emit('company', companyId);
      saveSoon();
    },
    spent(companyId) {
      emulator.news.emit('budget', companyId);
      saveSoon();
    },
    save() {
      if (timer) clearTimeout(timer);
      timer = null;
      if (dataFile) writeWorld(dataFile, emulator.world);
    },
    reset() {
      emulator.world = storyWorld(emulator.world.app);
      emulator.faults = { faults: [], latencies: [] };
      emulator.journal.clear();
      emulator.changed(null);
    },
  };
  changesOf(emulator.world, null);
  return emulator;
}

function readWorld(app: AppRegistration, dataFile: string | null): World {
  const kept = dataFile ? readIfThere(dataFile) : null;
  if (!kept) return storyWorld(app);
  const world = JSON.parse(kept) as World;
  const added = { webhooks: world.webhooks ?? [], merges: world.merges ?? [] };
  return { ...world, ...added, app, settings: { ...defaultSettings, ...world.settings } };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Writes a temporary file and renames it, so that an interruption cannot corrupt the data. */
function writeWorld(path: string, world: World): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(world));
  renameSync(`${path}.new`, path);
}
