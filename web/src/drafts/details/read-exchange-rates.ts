import type { DraftForm } from '@dealbill/server/contract/drafts';
import { isForeign, missingRate, rateOfInvoice } from '@dealbill/server/shared/money/exchange-rate';
import type { InvoiceDocument } from '../../editor/document.ts';
import type { Editor } from '../../editor/editor-store.ts';
import { api } from '../../lib/api.ts';
import { rateReads } from './rate-reads.ts';

/** Path of the rate's problems. */
export const ratePath = 'details.exchangeRate';

/** Requests QuickBooks' rate whenever currency or date leave the document without one. */
export const readExchangeRates = ({ state, dispatch }: Editor, { profile }: DraftForm) => {
  const reads = rateReads({
    read: async (of, signal) => (await api['company-profile'].exchangeRate(of, { signal })).rate,
    onRate: (of, rate) => dispatch({ type: 'rate_read', of, rate }),
    onState: (rate) => dispatch({ type: 'rate_state', state: rate }),
  });
  const follow = ({ details }: InvoiceDocument) => reads.want(wantedRate(details, profile));
  return {
    again: reads.again,
    settled: reads.settled,
    /** Starts reading; returns the function to stop. */
    start(): () => void {
      follow(state.getState().document);
      return state.subscribe((now, before) => {
        if (now.document.details !== before.document.details) follow(now.document);
      });
    },
  };
};

/**
 * Date and currency of the rate to request: where there is none, and once to compare a typed rate
 * with it.
 */
const wantedRate = (details: InvoiceDocument['details'], profile: DraftForm['profile']) => {
  const { currency, issueDate: date } = details;
  const known = rateOfInvoice(details);
  const isUnchecked = known?.from === 'typed' && known.quickbooks === undefined;
  if (isUnchecked && isForeign(currency, profile)) return { currency, date };
  return missingRate(details, profile);
};
