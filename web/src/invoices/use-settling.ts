import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { InvoicePlace } from '../host/read-place.ts';
import type { InvoiceRow } from './invoice-actions.tsx';
import { knownInvoice } from './queries.ts';

const lookEveryMs = 3_000;

type Waiting = { place: InvoicePlace; invoiceId: string; waiting: boolean };

/**
 * While `waiting`, looks at what we know of an invoice; tells each time that nothing of it is being checked
 * any more, one after the other.
 */
export const useSettling = (
  { place, invoiceId, waiting }: Waiting,
  settled: (row: InvoiceRow) => Promise<void> | void,
): void => {
  const telling = useRef(false);
  const { data, dataUpdatedAt } = useQuery({
    ...knownInvoice(place, invoiceId),
    enabled: waiting,
    refetchInterval: lookEveryMs,
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
