import { z } from 'zod';
import { seededRandom } from '../seed/random.ts';

/** What `POST /control/faults` schedules; the README explains each kind. */
export const faultRuleSchema = z.strictObject({
  match: z
    .strictObject({
      method: z.string().optional(),
      /** A prefix, or a regular expression when it holds one of `^ $ * + ? ( | [`. */
      path: z.string().optional(),
      realm: z.string().optional(),
      /** A regular expression over a body that is text, such as a query. */
      text: z.string().optional(),
    })
    .default({}),
  fault: z.enum(['status', 'reset-before', 'reset-after', 'hang', 'late', 'slow']),
  status: z.number().int().min(400).max(599).optional(),
  code: z.string().optional(),
  body: z.string().optional(),
  contentType: z.string().optional(),
  format: z.enum(['json', 'xml']).optional(),
  /** With `status`: the write happens all the same, only the answer says otherwise. */
  committed: z.boolean().optional(),
  /** Seconds, in a `Retry-After` header. */
  retryAfter: z.number().int().positive().optional(),
  delayMs: z.number().int().nonnegative().optional(),
  times: z.number().int().positive().optional(),
  share: z.number().min(0).max(1).optional(),
  seed: z.number().int().optional(),
});

type FaultWish = z.output<typeof faultRuleSchema>;

export interface FaultRule extends FaultWish {
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
  /** A body that is text; empty for any other. */
  text?: string;
}

/** Neither `times` nor `share`: the next call only. */
export function newFaultRule(wish: FaultWish): FaultRule {
  const times = wish.times ?? (wish.share === undefined ? 1 : Number.POSITIVE_INFINITY);
  return { ...wish, left: times, random: seededRandom(wish.seed ?? 1) };
}

/** The first rule that fits and whose turn it is; uses it up by one. */
export function takeFault(rules: FaultRule[], call: Received): FaultRule | undefined {
  for (const rule of rules) {
    if (rule.left <= 0 || !fits(rule, call)) continue;
    if (rule.share !== undefined && rule.random() >= rule.share) continue;
    rule.left--;
    return rule;
  }
  return undefined;
}

/** The delays of all rules that fit, added up, in milliseconds. */
export function latencyFor(rules: LatencyRule[], path: string): number {
  return rules.filter((rule) => pathFits(rule.path, path)).reduce((sum, rule) => sum + rule.ms, 0);
}

/** A company's token calls are hit only by a rule that names their path as well. */
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
