import { AppError } from '../../../app-error.ts';
import { booksAsKnown } from '../../../books/service.ts';
import { draftLimits } from '../../../shared/draft-limits.ts';
import { emailErrors, emailList } from '../../../shared/email-list.ts';
import { wrong } from '../../../shared/field-problems.ts';
import type { Action } from '../action.ts';

type Input = { to: string; cc: string };

/** QuickBooks' stamps have whole seconds, and its clock is known only roughly. */
const marginMs = 120_000;

/**
 * QuickBooks mails it. A copy goes where the invoice says, so another place for it is written there first.
 * An e-mail is not repeatable under an id: nothing here ever sends a second one for one intent.
 */
export const sending: Action<Input> = {
  kind: 'send',
  entry: 'invoice_sent',

  async intend(ctx, input, _shown, connection) {
    const [to, cc] = [emailList(input.to), emailList(input.cc)];
    const fields = [
      ...emailErrors('to', input.to, draftLimits.email),
      ...emailErrors('cc', input.cc, draftLimits.copies),
    ];
    if (fields.length > 0) throw new AppError('invalid_input', { fields });
    const books = await booksAsKnown(ctx, connection);
    const { quickbooks, realm } = ctx;

    return {
      check({ email }) {
        if (to !== '' || email !== '') return;
        throw new AppError('invalid_input', { fields: wrong('to', 'required') });
      },
      wanted: ({ email }) => ({ to: to || email, cc }),
      body: (invoice) =>
        cc === emailList(invoice.cc)
          ? null
          : quickbooks.invoiceEditBody(
              invoice,
              invoice.email === '' ? { cc, email: to } : { cc },
              books,
            ),
      async carryOut(write, invoice, body) {
        if (body !== null) {
          const copied = await write((requestId) =>
            quickbooks.updateInvoice(realm, body, requestId),
          );
          if (copied?.kind !== 'done') return copied;
        }
        return write(() => quickbooks.sendInvoice(realm, invoice.id, to));
      },
    };
  },

  /** Sent since we asked; an earlier sending tells an earlier time. */
  happened(found, { asked, sentAt }, skewMs) {
    const sent = found?.deliveredAt ?? null;
    if (sent === null || sent === asked.was.deliveredAt) return false;
    return Date.parse(sent) >= sentAt + skewMs - marginMs;
  },

  details: ({ to = '', cc = '' }) => ({ to, ...(cc && { cc }) }),
};
