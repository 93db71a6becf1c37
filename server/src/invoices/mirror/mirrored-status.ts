import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { type InvoiceStatus, invoiceStatus } from '../../shared/status/invoice-status.ts';

/** One of the three signs of a voided invoice. */
export const linesAreZero = ({ lines }: QuickbooksInvoice): boolean =>
  lines.every((line) => Number(line.amount) === 0);

/** A void sets every quantity to 0; a 100 % discount does not. */
export const quantitiesAreZero = ({ lines }: QuickbooksInvoice): boolean =>
  lines.every(({ quantity, amount }) => Number(quantity ?? amount) === 0);

/** Status of an invoice as QuickBooks returned it. */
export const statusOfFacts = (
  facts: QuickbooksInvoice,
  today: string,
  voidedBefore = false,
): InvoiceStatus =>
  invoiceStatus(
    { ...facts, lineAmountsAllZero: linesAreZero(facts), voidedBefore, deleted: false },
    today,
  );
