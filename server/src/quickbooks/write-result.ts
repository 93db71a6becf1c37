/** A fault returned by QuickBooks. */
export type Fault = {
  code: string;
  /** QuickBooks' message. */
  said: string;
  /** The property that caused the fault, if QuickBooks names it. */
  element: string | null;
  tid: string | null;
  /** Further errors of the same response. */
  others?: Pick<Fault, 'code' | 'said' | 'element'>[];
};

/** All errors of a fault, the main one first. */
export const problemsOf = <T extends Pick<Fault, 'code' | 'said' | 'element'>>(
  fault: T & Pick<Fault, 'others'>,
): Pick<Fault, 'code' | 'said' | 'element'>[] => [fault, ...(fault.others ?? [])];

/** All distinct messages of a fault, joined by spaces. */
export const allSaid = (fault: Pick<Fault, 'code' | 'said' | 'element' | 'others'>): string =>
  [...new Set(problemsOf(fault).map(({ said }) => said))].filter(Boolean).join(' ');

/**
 * Result of a write. `refused` (readable fault with a 4xx), `throttled` and `unauthorized` prove
 * that nothing was written. `unclear` is everything else: time-out, reset, 5xx, code 600, a 200
 * that is unreadable or contains a fault.
 */
export type WriteAnswer<T> =
  | { kind: 'done'; value: T; tid: string | null }
  | { kind: 'refused'; fault: Fault }
  | { kind: 'unauthorized'; fault: Fault }
  | { kind: 'throttled'; retryAfterMs: number | null; tid: string | null }
  | { kind: 'unclear'; tid: string | null };

/** `stale`: the object was changed since it was read (5010); nothing was written. */
export type ChangeAnswer<T> = WriteAnswer<T> | { kind: 'stale'; fault: Fault };
