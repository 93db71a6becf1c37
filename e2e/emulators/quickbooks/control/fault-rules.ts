import { z } from 'zod';
import { seededRandom } from '../seed/random.ts';

/** Body of `POST /control/faults`; the README explains each fault. */
export const faultRuleSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      /** A path prefix, or a regular expression when it contains one of `^ $ * + ? ( | [`. */
      path: z.string().optional(),
      realm: z.string().optional(),
      /** A regular expression for a plain text body, such as a query. */
      text: z.string().optional(),
    })
    .default({}),
  fault: z.enum(['status', 'reset-before', 'reset-after', 'hang', 'late', 'slow']),
  status: z.number().int().min(400).max(599).optional(),
  code: z.string().optional(),
  body: z.string().optional(),
  contentType: z.string().optional(),
  format: z.enum(['json', 'xml']).optional(),
  /** With `status`: executes the write before responding with the error. */
  committed: z.boolean().optional(),
  /** Seconds, in a `Retry-After` header. */
  retryAfter: z.number().int().positive().optional(),
  delayMs: z.number().int().nonnegative().optional(),
  times: z.number().int().positive().optional(),
  share: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
});

type FaultInput = z.output<typeof faultRuleSchema>;

export interface FaultRule extends FaultInput {
  left: number;
  random: () => number;
}

export interface LatencyRule {
  ms: number;
  path?: string;
}

export interface Received {
  method: string;
  path: string;
  realm: string | null;
  /** The plain text body; empty for any other body. */
  text?: string;
}

/** Creates a rule; without `times` and `share` it applies to the next call only. */
export function newFaultRule(input: FaultInput): FaultRule {
  const times = input.times ?? (input.share === undefined ? 1 : Number.POSITIVE_INFINITY);
  return { ...input, left: times, random: seededRandom(input.seed ?? 1) };
}

/** Returns the first rule that applies to the call and uses it once. */
export function takeFault(rules: FaultRule[], call: Received): FaultRule | undefined {
  for (const rule of rules) {
    if (rule.left <= 0 || !fits(rule, call)) continue;
    if (rule.share !== undefined && rule.random() >= rule.share) continue;
    rule.left--;
    return rule;
  }
  return undefined;
}

/** The sum of all matching delays, in milliseconds. */
export function latencyFor(rules: LatencyRule[], path: string): number {
  return rules.filter((rule) => pathFits(rule.path, path)).reduce((sum, rule) => sum + rule.ms, 0);
}

/** A rule with a realm matches token calls only when it also has a path. */
function fits({ match }: FaultRule, call: Received): boolean {
  if (match.method && match.method.toUpperCase() !== call.method) return false;
  if (match.realm && match.realm !== call.realm) return false;
  if (match.realm && !match.path && !call.path.startsWith('/v3/')) return false;
  if (match.text && !new RegExp(match.text).test(call.text ?? '')) return false;
  return pathFits(match.path, call.path);
}

function pathFits(wanted: string | undefined, path: string): boolean {
  if (!wanted) return true;
  return /[\^$*+?(|[]/.test(wanted) ? new RegExp(wanted).test(path) : path.startsWith(wanted);
}
