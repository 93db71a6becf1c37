import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import type { TurnKey } from './tables.ts';
import type { Due } from './turns.ts';

/** Limited share of a turn, after which other companies get theirs. */
export type Slice = {
  /**
   * Whether another item may begin. False after about 20 items or 2 s, after `noResponse`, when the
   * lease has expired and when the process stops.
   */
  goesOn(): boolean;
  /** Runs one item and counts it. */
  item<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Ends the slice because the vendor does not respond, or refuses with `code`. The next turn waits
   * for a delay that doubles each time.
   */
  noResponse(code?: string): void;
};

/** One kind of background work. */
export type Job = {
  /** Name under which its vendor calls are counted. */
  cause: string;
  /** Runs once for the whole installation instead of once per company. */
  installation?: true;
  /** Works on due items while `slice.goesOn()`. */
  work(dependencies: Dependencies, turn: TurnKey, slice: Slice): Promise<unknown>;
  /** Reads when the next item is due; null when there is none. */
  next(db: Reader, turn: TurnKey, now: number): Promise<Due | null>;
};

export type Jobs = Record<TurnKey['job'], Job>;
