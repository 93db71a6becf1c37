import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world/world.ts';

/** One SIGKILL, triggered by the first press of kind `on` after `due` intents have ended. */
type Kill = {
  due: number;
  on: string;
  process: number;
  /**
   * Delay from the press to the kill, which hits before, during or after the call to QuickBooks.
   */
  afterMs: number;
  downForMs: number;
};

type Plan = {
  seed: number;
  kills: number;
  /** Number of server processes; each kill hits a random one. */
  processes: number;
  /** Kinds of intent whose presses trigger the kills, in turn. */
  kinds: readonly string[];
  /** Total number of intents. */
  intents: number;
  /** Downtime after every fourth kill; after the others the process restarts at once. */
  longDownMs: number;
};

/**
 * Spreads the kills over the first three quarters of the intents, while presses of each kind
 * remain.
 */
export const planKills = ({ seed, kills, processes, kinds, intents, longDownMs }: Plan): Kill[] => {
  const random = seeded(seed);
  const hits = seeded(seed + 1);
  return Array.from({ length: kills }, (_, n) => ({
    due: Math.floor((intents * 0.75 * (n + random())) / kills),
    on: kinds[n % kinds.length] ?? '',
    process: Math.floor(hits() * processes),
    afterMs: Math.floor(random() * 60),
    downForMs: n % 4 === 1 ? longDownMs : 0,
  }));
};

/**
 * Kills server processes at the planned points, but never the last running one of several. When no
 * press of the planned kind comes for a twentieth of the intents, any press triggers the kill.
 */
export const runKills = (
  world: World,
  { kills, intents, say }: { kills: Kill[]; intents: number; say: (line: string) => void },
) => {
  const left = [...kills];
  const done: Kill[] = [];
  const dying = new Map<number, Promise<void>>();
  const processes = world.appUrls.length;
  const mostDying = Math.max(1, processes - 1);

  const kill = async (one: Kill) => {
    const { process, afterMs, on, downForMs } = one;
    await pause(afterMs);
    await world.crashServer(one);
    done.push(one);
    say(
      `killed process ${process}, ${afterMs} ms after a press of ${on}, down for ${downForMs} ms`,
    );
    dying.delete(process);
  };
  return {
    /** Call before each press, with its kind and the number of ended intents. */
    onPress(kind: string, ended: number): void {
      const [next] = left;
      if (dying.size >= mostDying || !next || ended < next.due) return;
      const waitedEnough = ended >= next.due + intents / 20;
      if (kind !== next.on && !waitedEnough) return;
      left.shift();
      const running = [...Array(processes).keys()].filter((process) => !dying.has(process));
      const process = running[next.process % running.length] ?? 0;
      dying.set(process, kill({ ...next, process, on: kind }));
    },
    /** Waits for the running kills and returns all kills. */
    async all(): Promise<Kill[]> {
      await Promise.all(dying.values());
      return done;
    },
  };
};

/** Seeded random numbers in [0, 1) (mulberry32). */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
