import type { Control } from '../world/control.ts';

/** Shares of the writes; what is left over goes well. */
const onWrites = [
  { share: 0.08, fault: 'reset-before' },
  { share: 0.1, fault: 'reset-after' },
  { share: 0.05, fault: 'hang' },
  { share: 0.08, fault: 'late' },
  { share: 0.06, fault: 'slow' },
  { share: 0.06, fault: 'status', status: 500 },
  { share: 0.06, fault: 'status', status: 500, committed: true },
  { share: 0.04, fault: 'status', status: 503, committed: true },
  { share: 0.06, fault: 'status', status: 429 },
  { share: 0.04, fault: 'status', status: 400, code: '6000' },
];

/** Looks fail as well. */
const onReads = [
  { share: 0.03, fault: 'reset-before' },
  { share: 0.03, fault: 'status', status: 503 },
  { share: 0.02, fault: 'status', status: 429 },
];

/**
 * Schedules the faults of one company: each kind hits its share of the calls, drawn from a generator of
 * its own. `delayMs` is longer than the server waits, and shorter than it waits before repeating.
 */
export const scheduleFaults = async (
  quickbooks: Control,
  realmId: string,
  { seed, delayMs }: { seed: number; delayMs: number },
): Promise<void> => {
  const rules = [
    ...onWrites.map((rule) => ({
      ...rule,
      match: { method: 'POST', realm: realmId, path: `/v3/company/${realmId}/(?!query)` },
    })),
    ...onReads.map((rule) => ({
      ...rule,
      match: { method: 'POST', realm: realmId, path: `/v3/company/${realmId}/query` },
    })),
  ];
  for (const [index, rule] of rules.entries()) {
    const delay = rule.fault === 'late' || rule.fault === 'slow' ? { delayMs } : {};
    await quickbooks.post('faults', { ...rule, ...delay, seed: seed * 100 + index });
  }
};
