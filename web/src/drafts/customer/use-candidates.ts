import type { Candidate } from '@dealbill/server/contract/customers';
import {
  type DraftContent,
  existingCustomer,
} from '@dealbill/server/shared/contract/draft-content';
import type { CustomerRow } from '@dealbill/server/shared/contract/picker-rows';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useFormContext } from 'react-hook-form';
import { mergedFirst } from '../../customers/similar-customers.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { useOpenDraft } from '../draft-form-context.ts';
import { candidatesOf } from './candidates-query.ts';
import { buyerOf } from './similar-customers.ts';

const typingPauseMs = 600;

/** Candidates of the draft: those loaded with the form, and new ones when name or e-mail change. */
export const useCandidates = (): Candidate[] => {
  const { opened, content } = useOpenDraft();
  const buyer = buyerOf(content);
  const name = useDebounced(buyer.name, typingPauseMs);
  const email = useDebounced(buyer.email, typingPauseMs);
  const { data } = useQuery({
    ...candidatesOf(opened, { name, email }),
    placeholderData: keepPreviousData,
  });
  return mergedFirst(opened.candidates, data ?? opened.candidates);
};

/** Selects a QuickBooks customer in the form and resets the address that decides sales tax. */
export const useChooseCustomer = (): ((row: CustomerRow) => void) => {
  const { getValues, setValue } = useFormContext<DraftContent>();
  const touched = { shouldDirty: true, shouldTouch: true };
  return (row) => {
    const { choice, shipTo } = getValues('customer');
    const another = choice.kind === 'existing' && choice.id !== row.id;
    setValue('customer.choice', existingCustomer(row), touched);
    if (shipTo?.kind === 'billing' || another) {
      setValue('customer.shipTo', { kind: 'auto' }, touched);
    }
  };
};
