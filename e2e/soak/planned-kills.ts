import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world/world.ts';
import { seeded } from './random.ts';

/** One SIGKILL of the server: the first press of `on` after so many intents have ended triggers it. */
type Kill = {
  due: number;
  on: string;
  /** From the press to the kill: before, while or after the call goes out to QuickBooks. */
  afterMs: number;
  downForMs: number;
};

type Plan = {
  seed: number;
  kills: number;
  /** The kinds of intent whose presses trigger kills, in turn. */
  kinds: readonly string[];
  /** How many intents there are in all. */
  intents: number;
  /** How long the server is down at every fourth kill; at the others it restarts at once. */
  longDownMs: number;
};

/** Spread over the first three quarters, so that presses of every kind are left. */
export const planKills = ({ seed, kills, kinds, intents, longDownMs }: Plan): Kill[] => {
  const random = seeded(seed);
  return Array.from({ length: kills }, (_, n) => ({
    due: Math.floor((intents * 0.75 * (n + random())) / kills),
    on: kinds[n % kinds.length] ?? '',
    afterMs: Math.floor(random() * 60),
    downForMs: n % 4 === 1 ? longDownMs : 0,
  }));
};

/**
 * Kills the server at the planned points, one after the other. Where no press of the planned kind comes for a
 * twentieth of the intents, the next press of any kind triggers the kill.
 */
export const runKills = (
  world: World,
  { kills, intents, say }: { kills: Kill[]; intents: number; say: (line: string) => void },
) => {
  const left = [...kills];
  const done: Kill[] = [];
  let dying: Promise<void> | null = null;

  const kill = async (one: Kill) => {
    await pause(one.afterMs);
    await world.crashServer({ downForMs: one.downForMs });
    done.push(one);
    say(`killed ${one.afterMs} ms after a press of ${one.on}, down for ${one.downForMs} ms`);
    dying = null;
  };
  return {
    /** An intent of this kind is being pressed, and so many have ended. */
    onPress(kind: string, ended: number): void {
      const [next] = left;
      if (dying || !next || ended < next.due) return;
      const waitedEnough = ended >= next.due + intents / 20;
      if (kind !== next.on && !waitedEnough) return;
      left.shift();
      dying = kill({ ...next, on: kind });
    },
    /** Waits for a kill that is under way; returns all there were. */
    async all(): Promise<Kill[]> {
      await dying;
      return done;
    },
  };
};
