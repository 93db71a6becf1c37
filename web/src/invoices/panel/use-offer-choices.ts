import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { PanelContext } from '../../host/read-context.ts';
import { type Answer, api } from '../../lib/api.ts';
import { asApiError } from '../../lib/api-error.ts';
import { m } from '../../messages/compiled/messages.js';
import { rereadInvoices } from '../queries.ts';

export type Offer = Answer<'invoices', 'list'>['offers']['invoices'][number];

type Choice = { kind: 'link' | 'decline'; offer: Offer };

/** Links offers to the deal or declines them; the last choice can be undone. */
export const useOfferChoices = (context: PanelContext) => {
  const [done, setDone] = useState<Choice | null>(null);
  const choosing = useMutation({
    mutationFn: async (choice: Choice) => {
      const invoiceIds = [choice.offer.id];
      if (choice.kind === 'link') await api['deal-links'].link({ dealId: context.id, invoiceIds });
      else await api['invoice-offers'].decline({ context, invoiceIds });
      setDone(choice);
      await rereadInvoices();
    },
  });
  const undoing = useMutation({
    mutationFn: async ({ kind, offer }: Choice) => {
      const invoiceIds = [offer.id];
      // Unlinking declines the invoice, and undoing must offer it again.
      if (kind === 'link') await api['deal-links'].unlink({ dealId: context.id, invoiceIds });
      await api['invoice-offers'].restore({ context, invoiceIds });
      setDone(null);
      await rereadInvoices();
    },
  });
  const failed = choosing.error ?? undoing.error;
  const isPending = choosing.isPending || undoing.isPending;
  return {
    isPending,
    /** The choice that is being carried out. */
    pending: choosing.isPending ? choosing.variables : null,
    error: failed && asApiError(failed),
    outcome: done && { text: textOf(done) },
    choose: (choice: Choice) => {
      if (isPending) return;
      undoing.reset();
      choosing.mutate(choice);
    },
    undo: () => {
      if (isPending || !done) return;
      choosing.reset();
      undoing.mutate(done);
    },
  };
};

export type OfferChoices = ReturnType<typeof useOfferChoices>;

const textOf = ({ kind, offer }: Choice): string => {
  const number = offer.number || m.invoices_without_number();
  return kind === 'link'
    ? m.invoice_offers_linked({ number })
    : m.invoice_offers_declined({ number });
};
