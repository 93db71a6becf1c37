/** A refusal, told by HTTP status and fault code, never by message text. */
export type Fault = {
  code: string;
  /** QuickBooks' own sentence. */
  said: string;
  /** The property QuickBooks blames, when it names one. */
  element: string | null;
  tid: string | null;
  /** What else QuickBooks finds wrong in the same answer. */
  others?: Pick<Fault, 'code' | 'said' | 'element'>[];
};

/** Every problem of a fault, the first one first. */
export const problemsOf = <T extends Pick<Fault, 'code' | 'said' | 'element'>>(
  fault: T & Pick<Fault, 'others'>,
): Pick<Fault, 'code' | 'said' | 'element'>[] => [fault, ...(fault.others ?? [])];

/** All of QuickBooks' sentences, each once. */
export const allSaid = (fault: Pick<Fault, 'code' | 'said' | 'element' | 'others'>): string =>
  [...new Set(problemsOf(fault).map(({ said }) => said))].filter(Boolean).join(' ');

/**
 * How a write ended. `refused`, a fault that can be read under a 4xx, is the only answer that proves
 * nothing was written, busy and unauthorized apart. `unclear` is every other: time-out, reset, 5xx, a
 * 200 that is unreadable or holds a fault, code 600.
 */
export type WriteAnswer<T> =
  | { kind: 'done'; value: T; tid: string | null }
  | { kind: 'refused'; fault: Fault }
  | { kind: 'unauthorized'; fault: Fault }
  | { kind: 'throttled'; retryAfterMs: number | null; tid: string | null }
  | { kind: 'unclear'; tid: string | null };

/** `stale`: somebody changed it since it was read (5010); nothing was written. */
export type ChangeAnswer<T> = WriteAnswer<T> | { kind: 'stale'; fault: Fault };
