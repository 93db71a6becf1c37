import type { InvoicePage } from '@dealbill/server/contract/invoices';
import { dayOf, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Notice } from '../../ui/feedback/notice.tsx';
import { paidOf } from '../paid-of.ts';

const sentText = ({ deliveredAt, invoice }: InvoicePage): string | null => {
  if (deliveredAt) return m.invoices_edit_sent_text({ when: dayOf(deliveredAt) });
  const reached = invoice.delivery === 'sent' || invoice.delivery === 'viewed';
  return reached ? m.invoices_edit_sent_text_no_date() : null;
};

const paidWords = ({ invoice }: InvoicePage): { title: string; text: string } | null => {
  const paid = paidOf(invoice);
  if (paid === null) return null;
  if (invoice.status === 'paid') {
    return { title: m.invoices_edit_paid_title(), text: m.invoices_edit_paid_text() };
  }
  const [part, total] = [money(paid, invoice.currency), money(invoice.total, invoice.currency)];
  return {
    title: m.invoices_edit_part_paid_title(),
    text: m.invoices_edit_part_paid_text({ paid: part, total }),
  };
};

/** True when the invoice was sent or paid, so that changing it needs care. */
export const isDelicate = (page: InvoicePage): boolean =>
  sentText(page) !== null || paidWords(page) !== null;

/** Warns before changing an invoice that was already sent or partly paid. */
export function EditWarnings({ page }: { page: InvoicePage }) {
  const [sent, paid] = [sentText(page), paidWords(page)];
  if (!sent && !paid) return null;
  return (
    <Notice kind="warning" title={paid?.title ?? m.invoices_edit_sent_title()}>
      {paid ? <p>{paid.text}</p> : null}
      {sent ? <p>{sent}</p> : null}
    </Notice>
  );
}
