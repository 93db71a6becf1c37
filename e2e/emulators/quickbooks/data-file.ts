import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { usualSwitches } from './switches.ts';
import type { World } from './world.ts';

const version = 4;

type Kept = Pick<World, 'companies' | 'grants' | 'switches' | 'freshRealms'> & { version: number };

/**
 * Loads the world from a JSON file of the current version, if present. Saves it one second after
 * the first unsaved change, and on `save`.
 */
export function keepInFile(world: World, path: string): { loaded: boolean; save(): void } {
  const loaded = load(world, path);
  let timer: NodeJS.Timeout | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    const { companies, grants, switches, freshRealms } = world;
    const kept: Kept = { version, companies, grants, switches, freshRealms };
    writeFileSync(`${path}.new`, JSON.stringify(kept));
    renameSync(`${path}.new`, path);
  };
  world.changed = () => {
    timer ??= setTimeout(save, 1000).unref();
  };
  return { loaded, save };
}

function load(world: World, path: string): boolean {
  if (!existsSync(path)) return false;
  const kept: Kept = JSON.parse(readFileSync(path, 'utf8'));
  if (kept.version !== version) return false;
  const { companies, grants, switches, freshRealms } = kept;
  Object.assign(world, {
    companies,
    grants,
    switches: { ...usualSwitches, ...switches },
    freshRealms,
  });
  return true;
}
