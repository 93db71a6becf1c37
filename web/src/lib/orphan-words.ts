import type { DealRoom } from '@dealbill/server/shared/beside-deal';
import { m } from '../words/compiled/messages.js';
import { money } from './format.ts';

/** Says that invoices of deals that no longer exist are counted; empty where there are none. */
export const orphanWords = ({ orphaned, value }: DealRoom): string =>
  value === null || Number(orphaned) === 0
    ? ''
    : m.common_orphans_counted({ amount: money(orphaned, value.currency) });
