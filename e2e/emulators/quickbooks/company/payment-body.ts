import { z } from 'zod';
import { decimal, entityKeys, flag, ignored, plainDate, ref, text } from '../wire/fields.ts';

/** Accepted fields of a payment. */
export const paymentBody = z.strictObject({
  ...entityKeys,
  CustomerRef: ref.optional(),
  TotalAmt: decimal.optional(),
  TxnDate: plainDate.optional(),
  PaymentRefNum: text(21).optional(),
  PrivateNote: text(4000).optional(),
  CurrencyRef: ref.optional(),
  ExchangeRate: decimal.optional(),
  PaymentMethodRef: ref.optional(),
  DepositToAccountRef: ref.optional(),
  ARAccountRef: ignored,
  ProcessPayment: flag.optional(),
  UnappliedAmt: ignored,
  TxnSource: ignored,
  LinkedTxn: ignored,
  Line: z
    .array(
      z.strictObject({
        Amount: decimal,
        LinkedTxn: z.array(
          z.strictObject({
            TxnId: text(50),
            TxnType: z.enum(['Invoice', 'CreditMemo']),
            TxnLineId: ignored,
          }),
        ),
        LineEx: ignored,
        Id: ignored,
      }),
    )
    .optional(),
});

export type PaymentInput = z.output<typeof paymentBody>;
