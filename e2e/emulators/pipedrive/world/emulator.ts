import { EventEmitter } from 'node:events';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { FaultPlan } from '../control/fault-plan.ts';
import { Journal } from '../control/journal.ts';
import { defaultSettings, storyWorld } from './story-world.ts';
import type { AppRegistration, World } from './world.ts';

/** What every route shares: the world, the plan of faults, the journal, and who listens to changes. */
export interface Emulator {
  world: World;
  /** `http://localhost:PORT`, known once the server listens. */
  origin: string;
  faults: FaultPlan;
  journal: Journal;
  /** Emits `company` and `budget` with a company id (null: every company). */
  news: EventEmitter;
  /** Call after every change of the world: wakes open pages and schedules a save. */
  changed(companyId: number | null): void;
  /** Call after tokens were charged: open pages show it, and it is saved. */
  spent(companyId: number): void;
  save(): void;
  reset(): void;
}

/**
 * Opens the world kept in `dataFile`, or the story when there is none. Changes are written 200 ms after
 * they happen and once more by `save`.
 */
export function openEmulator(app: AppRegistration, dataFile: string | null): Emulator {
  let timer: NodeJS.Timeout | null = null;
  const saveSoon = () => {
    if (dataFile && !timer) timer = setTimeout(() => emulator.save(), 200);
  };
  const emulator: Emulator = {
    world: readWorld(app, dataFile),
    origin: '',
    faults: { faults: [], latencies: [] },
    journal: new Journal(),
    news: new EventEmitter().setMaxListeners(0),
    changed(companyId) {
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
  return emulator;
}

function readWorld(app: AppRegistration, dataFile: string | null): World {
  const kept = dataFile ? readIfThere(dataFile) : null;
  if (!kept) return storyWorld(app);
  const world = JSON.parse(kept) as World;
  return { ...world, app, settings: { ...defaultSettings, ...world.settings } };
}

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Written beside and renamed, so that a kill in between leaves the old world whole. */
function writeWorld(path: string, world: World): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.new`, JSON.stringify(world));
  renameSync(`${path}.new`, path);
}
