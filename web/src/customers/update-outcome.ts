import type { Difference } from '@dealbill/server/contract/customers';

export type UpdateOutcome = 'none' | 'checking' | 'done' | 'failed' | 'not_done';

type Update = {
  /** What was asked for last; empty when nothing was. */
  asked: Difference[];
  /** The call failed; what came of it may be known all the same. */
  failed: boolean;
  /** What differs now, and whether that is still being looked into. */
  differences: Difference[];
  checking: boolean;
};

/**
 * How an update of a customer stands, told by what differs now rather than by how the call ended: a lost
 * answer may have arrived. Where a field differs by another value than was asked for, nobody knows. Pure.
 */
export const updateOutcome = ({ asked, failed, differences, checking }: Update): UpdateOutcome => {
  if (checking) return 'checking';
  if (asked.length === 0) return 'none';
  const now = asked.map((one) => {
    const differs = differences.find(({ field }) => field === one.field);
    if (!differs) return 'there';
    if (differs.pipedrive !== one.pipedrive) return 'unknown';
    // Written with question marks, unless it stood there like that before and the call failed.
    return differs.lettersLost && !(failed && one.lettersLost) ? 'there' : 'missing';
  });
  if (now.every((one) => one === 'there')) return 'done';
  if (failed) return 'failed';
  return now.includes('missing') ? 'not_done' : 'none';
};
