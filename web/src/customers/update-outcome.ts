import type { Difference } from '@dealbill/server/contract/customers';

export type UpdateOutcome = 'none' | 'checking' | 'done' | 'failed' | 'not_done';

type Update = {
  /** The differences sent last; empty for none. */
  asked: Difference[];
  /** True when the call failed; its outcome may still be known. */
  failed: boolean;
  /** The current differences, and whether the update is still being checked. */
  differences: Difference[];
  checking: boolean;
};

/**
 * Outcome of an update, derived from the current differences rather than from the call, because a
 * request without a response may have arrived. A field with a third value makes it unknown. Pure.
 */
export const updateOutcome = ({ asked, failed, differences, checking }: Update): UpdateOutcome => {
  if (checking) return 'checking';
  if (asked.length === 0) return 'none';
  const now = asked.map((one) => {
    const differs = differences.find(({ field }) => field === one.field);
    if (!differs) return 'there';
    if (differs.pipedrive !== one.pipedrive) return 'unknown';
    // Stored with question marks, unless it was stored like that before and the call failed.
    return differs.lettersLost && !(failed && one.lettersLost) ? 'there' : 'missing';
  });
  if (now.every((one) => one === 'there')) return 'done';
  if (failed) return 'failed';
  return now.includes('missing') ? 'not_done' : 'none';
};
