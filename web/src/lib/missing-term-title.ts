import { termName } from '@dealbill/server/shared/dates/fitting-term';
import { m } from '../messages/compiled/messages.js';

/** Names the term that QuickBooks lacks: `Due on receipt` for 0 days. */
export const missingTermTitle = (days: number): string =>
  days === 0
    ? m.common_term_missing_named({ name: termName(days) })
    : m.common_term_missing_title({ days });
