import type { QuickbooksInvoice } from '../../quickbooks/models.ts';
import { type InvoiceStatus, invoiceStatus } from '../../shared/status/invoice-status.ts';

/** One of the three signs of a void. */
export const linesAreZero = ({ lines }: QuickbooksInvoice): boolean =>
  lines.every((line) => Number(line.amount) === 0);

/** A void sets every quantity to 0; a discount of all leaves them. */
export const quantitiesAreZero = ({ lines }: QuickbooksInvoice): boolean =>
  lines.every(({ quantity, amount }) => Number(quantity ?? amount) === 0);

/** The status of an invoice that is there, as QuickBooks just told it. */
export const statusOfFacts = (
  facts: QuickbooksInvoice,
  today: string,
  voidedBefore = false,
): InvoiceStatus =>
  invoiceStatus(
    { ...facts, lineAmountsAllZero: linesAreZero(facts), voidedBefore, deleted: false },
    today,
  );
