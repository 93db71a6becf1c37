import type { z } from 'zod';
import { ignored } from '../wire/fields.ts';
import { invoiceBody } from './invoice-body.ts';

/** What a credit memo may be made of: an invoice's fields without those of falling due. */
export const creditMemoBody = invoiceBody
  .omit({ DueDate: true, Deposit: true, DepositToAccountRef: true })
  .extend({ InvoiceRef: ignored, RemainingCredit: ignored });

export type CreditMemoInput = z.output<typeof creditMemoBody>;
