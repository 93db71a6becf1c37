import type { LeftToBill } from '@dealbill/server/shared/contract/beside-deal';
import { m } from '../messages/compiled/messages.js';
import { money } from './format.ts';

/** States that invoices of deleted deals are counted; empty when there are none. */
export const orphanText = ({ orphaned, value }: LeftToBill): string =>
  value === null || Number(orphaned) === 0
    ? ''
    : m.common_orphans_counted({ amount: money(orphaned, value.currency) });
