import type { Candidate } from '@dealbill/server/contract/customers';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api } from '../lib/api.ts';
import { useSettled } from '../lib/use-settled.ts';
import { useOpenDraft } from './draft-form-context.ts';

const typingPauseMs = 600;

/** Customers that may be meant: those the form opened with, and others once name or e-mail change. */
export const useCandidates = (): Candidate[] => {
  const { opened, content } = useOpenDraft();
  const name = useSettled(content.customer.to, typingPauseMs);
  const email = useSettled(content.customer.email, typingPauseMs);
  const { customer } = opened.content;
  const asOpened = name === customer.to && email === customer.email;
  const { data } = useQuery({
    queryKey: ['customers', 'candidates', opened.deal.id, name, email],
    queryFn: ({ signal }) =>
      api.customers.candidates({ dealId: opened.deal.id, name, email }, { signal }),
    enabled: !asOpened,
    placeholderData: keepPreviousData,
    retry: false,
  });
  return (asOpened ? undefined : data?.candidates) ?? opened.candidates;
};
