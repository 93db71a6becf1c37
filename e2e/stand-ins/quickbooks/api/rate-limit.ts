import { now, type World } from '../world.ts';

/** Counts the calls of the last second in a company. Intuit: limits and throttles. */
export function isTooFast(world: World, realm: string, perSecond: number | null): boolean {
  if (perSecond === null) return false;
  const at = now(world);
  const recent = (world.recentCalls.get(realm) ?? []).filter((time) => time > at - 1000);
  recent.push(at);
  world.recentCalls.set(realm, recent);
  return recent.length > perSecond;
}
