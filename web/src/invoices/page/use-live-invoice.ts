import { useState } from 'react';
import type { InvoiceContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { useDayEnd } from '../../lib/day-end.ts';
import type { LiveChange } from '../../live/follow-changes.ts';
import { repeatWork } from '../../live/repeat-work.ts';
import { useLiveChanges } from '../../live/use-live-changes.ts';
import { rereadInvoicePage } from '../queries.ts';

type InvoicePage = Answer<'invoices', 'show'>;

const rereadPauseMs = 1_000;

const concerns = (
  { invoice, linkedDeals }: InvoicePage,
  { dealIds, customerIds }: LiveChange,
): boolean =>
  dealIds === null ||
  customerIds.includes(invoice.customerId) ||
  linkedDeals.some(({ id }) => dealIds.includes(id));

/** Keeps an open invoice page current, also when the company's day ends. */
export const useLiveInvoice = (
  context: InvoiceContext,
  invoiceId: string,
  page: InvoicePage | undefined,
): void => {
  const [reread] = useState(() =>
    repeatWork(() => rereadInvoicePage(context, invoiceId), rereadPauseMs),
  );
  useLiveChanges(page !== undefined, {
    opened: reread,
    changed: (change) => {
      if (page && concerns(page, change)) reread();
    },
  });
  useDayEnd(page?.dayEndsAt, reread);
};
