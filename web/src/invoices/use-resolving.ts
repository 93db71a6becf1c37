import type { InvoiceRow } from '@dealbill/server/contract/invoices';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { findInvoiceRow } from './queries.ts';

const pollEveryMs = 3_000;

type Waiting = { context: InvoiceContext; invoiceId: string; waiting: boolean };

/**
 * While `waiting`, polls an invoice's row and calls `settled` one at a time, each time the row says
 * that nothing is being checked.
 */
export const useResolving = (
  { context, invoiceId, waiting }: Waiting,
  settled: (row: InvoiceRow) => Promise<void> | void,
): void => {
  const telling = useRef(false);
  const { data, dataUpdatedAt } = useQuery({
    ...findInvoiceRow(context, invoiceId),
    enabled: waiting,
    refetchInterval: pollEveryMs,
  });
  const tell = useEffectEvent(async (row: InvoiceRow) => {
    if (telling.current) return;
    telling.current = true;
    await settled(row);
    telling.current = false;
  });
  useEffect(() => {
    if (waiting && dataUpdatedAt > 0 && data?.invoice.checking === null) void tell(data.invoice);
  }, [waiting, data, dataUpdatedAt]);
};
