import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { isForeign, missingRate, rateOfInvoice } from '@dealbill/server/shared/money/exchange-rate';
import { useEffect, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { api } from '../../lib/api.ts';
import { useTyping } from '../use-live-check.ts';
import { type RateState, rateReads } from './rate-reads.ts';

/** Requests QuickBooks' rate whenever currency or date leave the form without one. */
export const useExchangeRate = ({ profile }: DraftForm, form: UseFormReturn<DraftContent>) => {
  const [state, setState] = useState<RateState>('idle');
  const [reads] = useState(() =>
    rateReads({
      read: async (of, signal) => (await api['company-profile'].exchangeRate(of, { signal })).rate,
      onRate: (of, rate) => {
        const known = rateOfInvoice(form.getValues('details'));
        const typed = known?.from === 'typed' ? { ...known, quickbooks: rate } : null;
        const read = { ...of, rate, from: 'quickbooks' as const };
        form.setValue('details.exchangeRate', typed ?? read, { shouldDirty: true });
      },
      onState: setState,
    }),
  );
  const [follow] = useState(() => ({ details }: DraftContent) => {
    reads.want(wantedRate(details, profile));
  });
  useTyping(form, follow);
  useEffect(() => follow(form.getValues()), [follow, form]);
  return { state, again: reads.again, settled: reads.settled };
};

/**
 * Date and currency of the rate to request: where there is none, and once to compare a typed rate
 * with it.
 */
const wantedRate = (details: DraftContent['details'], profile: DraftForm['profile']) => {
  const { currency, issueDate: date } = details;
  const known = rateOfInvoice(details);
  const isUnchecked = known?.from === 'typed' && known.quickbooks === undefined;
  if (isUnchecked && isForeign(currency, profile)) return { currency, date };
  return missingRate(details, profile);
};

export type ExchangeRateReading = ReturnType<typeof useExchangeRate>;
