import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world/world.ts';

/** One SIGKILL of a server process: the first press of `on` after so many intents have ended triggers it. */
type Kill = {
  due: number;
  on: string;
  process: number;
  /** From the press to the kill: before, while or after the call goes out to QuickBooks. */
  afterMs: number;
  downForMs: number;
};

type Plan = {
  seed: number;
  kills: number;
  /** Server processes, of which each kill hits one at random. */
  processes: number;
  /** The kinds of intent whose presses trigger kills, in turn. */
  kinds: readonly string[];
  /** How many intents there are in all. */
  intents: number;
  /** How long the process is down at every fourth kill; at the others it restarts at once. */
  longDownMs: number;
};

/** Spread over the first three quarters, so that presses of every kind are left. */
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
 * Kills server processes at the planned points; one of them keeps running where there are several. Where no
 * press of the planned kind comes for a twentieth of the intents, the next press of any kind triggers the kill.
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
    /** An intent of this kind is being pressed, and so many have ended. */
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
    /** Waits for the kills that are under way; returns all there were. */
    async all(): Promise<Kill[]> {
      await Promise.all(dying.values());
      return done;
    },
  };
};

/** A generator of numbers in [0, 1) that a seed reproduces (mulberry32). */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};
