import type { BooksInvoice, WireBody } from '../../quickbooks/told.ts';
import type { Asked } from '../tables.ts';
import type { Intent } from './action.ts';

/** What goes out for an intent, and by what it will be recognised. */
export type Ready = { invoice: BooksInvoice; body: WireBody | null; asked: Asked };

/** `invoice` as it was read just now. Throws `AppError` where the intent makes no sense for it. */
export const makeReady = (intent: Intent, invoice: BooksInvoice): Ready => {
  intent.check?.(invoice);
  const { number, total, currency, syncToken, deliveredAt } = invoice;
  const was = { number, total, currency, syncToken, deliveredAt };
  return {
    invoice,
    body: intent.body?.(invoice) ?? null,
    asked: { ...intent.wanted?.(invoice), was },
  };
};
