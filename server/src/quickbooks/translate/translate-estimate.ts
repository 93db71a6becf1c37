import * as z from 'zod';
import { sameEnum, text } from '../calls/wire.ts';
import type { EstimateStatus, QuickbooksEstimate } from '../models.ts';
import { invoiceSchema } from './translate-invoice.ts';

const wireEstimate = z.object({
  TxnStatus: text,
  ExpirationDate: text,
  LinkedTxn: z
    .array(z.object({ TxnType: text }))
    .nullish()
    .catch(null),
});

/**
 * A status that is absent means Pending.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/estimate
 */
const statusOf = (status: string | null): EstimateStatus => {
  if (status === null || sameEnum(status, 'Pending')) return 'pending';
  return sameEnum(status, 'Accepted') ? 'accepted' : 'closed';
};

/** Translates an estimate; null when it is unreadable. `homeCurrency` as in `invoiceSchema`. */
export const translateEstimate = (
  body: unknown,
  homeCurrency: string,
): QuickbooksEstimate | null => {
  const document = invoiceSchema(homeCurrency).safeParse(body).data;
  const estimate = wireEstimate.safeParse(body).data;
  if (!document || !estimate) return null;
  return {
    document,
    status: statusOf(estimate.TxnStatus),
    expiresOn: estimate.ExpirationDate || null,
    billed: (estimate.LinkedTxn ?? []).some(({ TxnType }) => sameEnum(TxnType, 'Invoice')),
  };
};
