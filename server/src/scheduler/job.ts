import type { Dependencies } from '../context.ts';
import type { Reader } from '../db/database.ts';
import type { TurnKey } from './tables.ts';
import type { Due } from './turns.ts';

/** The share of a turn that is worked on before others have theirs. */
export type Slice = {
  /**
   * Whether another item may be begun: false after about 20 items or 2 s, when the vendor did not respond,
   * when the lease expired, and when the process stops.
   */
  goesOn(): boolean;
  /** Runs one item and counts it. */
  item<T>(work: () => Promise<T>): Promise<T>;
  /** Ends the slice; the rest waits for a delay that grows from turn to turn. */
  noResponse(): void;
};

/** One kind of background work. */
export type Job = {
  /** By which its calls are counted. */
  cause: string;
  /** Done once for the installation, instead of for each company. */
  installation?: true;
  /** Works on what is due, item after item while the slice goes on. */
  work(dependencies: Dependencies, turn: TurnKey, slice: Slice): Promise<unknown>;
  /** When something is due next, by the rows themselves; null when nothing is. */
  next(db: Reader, turn: TurnKey, now: number): Promise<Due | null>;
};

export type Jobs = Record<TurnKey['job'], Job>;
