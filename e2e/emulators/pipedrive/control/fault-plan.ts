/** A scheduled fault; without `times` and `share` it applies until it is removed. */
export interface Fault {
  match: { method?: string; path?: string; company?: number };
  fault: 'status' | 'reset-before' | 'reset-after' | 'hang' | 'late';
  status?: number;
  code?: string;
  body?: unknown;
  headers?: Record<string, string>;
  delayMs?: number;
  /** Number of remaining calls it applies to. */
  times?: number;
  /** Share of calls it applies to, 0 to 1, drawn from a generator seeded with `seed`. */
  share?: number;
  seed?: number;
  /** Generator state. */
  drawn?: number;
}

export interface FaultPlan {
  faults: Fault[];
  latencies: { ms: number; path?: string }[];
}

/** Returns the first fault that applies to this call and decrements its count; else null. */
export function takeFault(
  plan: FaultPlan,
  call: { method: string; path: string; company: number | null },
): Fault | null {
  for (const fault of plan.faults) {
    if (!matches(fault.match, call) || fault.times === 0) continue;
    if (fault.share !== undefined && draw(fault) >= fault.share) continue;
    if (fault.times !== undefined) fault.times -= 1;
    return fault;
  }
  return null;
}

/** Latency of calls to this path in milliseconds; the last matching rule wins. */
export function latencyFor(plan: FaultPlan, path: string): number {
  return plan.latencies.findLast((one) => !one.path || pathMatches(one.path, path))?.ms ?? 0;
}

function matches(
  match: Fault['match'],
  call: { method: string; path: string; company: number | null },
): boolean {
  if (match.method && match.method.toUpperCase() !== call.method) return false;
  if (match.company !== undefined && match.company !== call.company) return false;
  return match.path === undefined || pathMatches(match.path, call.path);
}

/** Matches a prefix that starts with a slash; any other pattern is a regular expression. */
function pathMatches(pattern: string, path: string): boolean {
  if (pattern.startsWith('/') && !/[\\^$*+?()[\]{}|]/.test(pattern))
    return path.startsWith(pattern);
  return new RegExp(pattern).test(path);
}

/** The next number of a linear congruential generator, in [0, 1). */
function draw(fault: Fault): number {
  const state = ((fault.drawn ?? fault.seed ?? 1) * 1_664_525 + 1_013_904_223) % 4_294_967_296;
  fault.drawn = state;
  return state / 4_294_967_296;
}
