import type { z } from 'zod';
import { ignored } from '../wire/fields.ts';
import { invoiceBody } from './invoice-body.ts';

/** Accepted fields of a credit memo: those of an invoice without due date and deposit. */
export const creditMemoBody = invoiceBody
  .omit({ DueDate: true, Deposit: true, DepositToAccountRef: true })
  .extend({ InvoiceRef: ignored, RemainingCredit: ignored });

export type CreditMemoInput = z.output<typeof creditMemoBody>;
