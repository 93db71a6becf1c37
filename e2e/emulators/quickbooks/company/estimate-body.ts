import { z } from 'zod';
import { ignored, plainDate, text } from '../wire/fields.ts';
import { invoiceBody } from './invoice-body.ts';

/** `Converted` is documented and was never recorded. Intuit: Estimate, `TxnStatus`. */
export const estimateStatuses = ['Pending', 'Accepted', 'Closed', 'Rejected', 'Converted'] as const;

/** An estimate's fields: those of an invoice without payment, with the customer's answer. */
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
    /** Read-only here: an invoice names its estimate. */
    LinkedTxn: ignored,
  });

export type EstimateInput = z.output<typeof estimateBody>;
