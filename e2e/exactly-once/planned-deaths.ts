import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../world/world.ts';

/** From the click on *Create* to the kill: the call is on its way by then. */
const reachesMs = 15;

/**
 * Kills the server once for each of `awayMs`, spread over `count` invoices of one company, each time just
 * after *Create* was pressed there.
 */
export const plannedDeaths = (
  world: World,
  awayMs: number[],
  count: number,
  say: (line: string) => void,
) => {
  const left = awayMs.map((downForMs, index) => ({
    downForMs,
    due: (count * (index + 1)) / (awayMs.length + 1),
  }));
  let kills = 0;
  let dying: Promise<void> | null = null;

  const die = async (downForMs: number) => {
    await pause(reachesMs);
    await world.crashServer({ downForMs });
    kills += 1;
    say(`killed, ${downForMs} ms away`);
    dying = null;
  };
  return {
    /** *Create* is pressed, and so many invoices are there. */
    consider(done: number): void {
      const [next] = left;
      if (dying || !next || done < Math.floor(next.due)) return;
      left.shift();
      dying = die(next.downForMs);
    },
    /** Waits for a death that is under way; tells how many there were. */
    async all(): Promise<number> {
      await dying;
      return kills;
    },
  };
};
