import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/draft-content';
import { missingRate } from '@dealbill/server/shared/exchange-rate';
import { useEffect, useState } from 'react';
import type { UseFormReturn } from 'react-hook-form';
import { api } from '../../lib/api.ts';
import { useTyping } from '../use-live-check.ts';
import { type RateState, rateReads } from './rate-reads.ts';

/** Reads QuickBooks' rate whenever currency or date leave the form without one. */
export const useExchangeRate = ({ books }: DraftForm, form: UseFormReturn<DraftContent>) => {
  const [state, setState] = useState<RateState>('idle');
  const [reads] = useState(() =>
    rateReads({
      read: async (of, signal) => (await api.books.exchangeRate(of, { signal })).rate,
      onRate: (of, rate) =>
        form.setValue(
          'details.exchangeRate',
          { ...of, rate, from: 'quickbooks' },
          { shouldDirty: true },
        ),
      onState: setState,
    }),
  );
  const [follow] = useState(() => ({ details }: DraftContent) => {
    reads.want(missingRate(details, books));
  });
  useTyping(form, follow);
  useEffect(() => follow(form.getValues()), [follow, form]);
  return { state, again: reads.again, settled: reads.settled };
};

export type ExchangeRateReading = ReturnType<typeof useExchangeRate>;
