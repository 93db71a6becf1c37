import { z } from 'zod';
import { ignored, plainDate, text } from '../wire/fields.ts';
import { invoiceBody } from './invoice-body.ts';

/**
 * `Converted` is documented and was never recorded.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/estimate
 */
export const estimateStatuses = ['Pending', 'Accepted', 'Closed', 'Rejected', 'Converted'] as const;

/** Accepted fields of an estimate: an invoice without payment fields, plus its acceptance. */
export const estimateBody = invoiceBody
  .omit({
    Deposit: true,
    DepositToAccountRef: true,
    AllowOnlineCreditCardPayment: true,
    AllowOnlineACHPayment: true,
    AllowOnlinePayment: true,
    AllowIPNPayment: true,
  })
  .extend({
    TxnStatus: z.enum(estimateStatuses).optional(),
    ExpirationDate: plainDate.optional(),
    AcceptedBy: text(100).optional(),
    AcceptedDate: plainDate.optional(),
    /** Read-only: the link is written on the invoice. */
    LinkedTxn: ignored,
  });

export type EstimateInput = z.output<typeof estimateBody>;
