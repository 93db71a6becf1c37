import type { Refusal } from '@dealbill/server/contract/drafts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useEdited, useEditor } from '../../editor/editor-store.ts';
import { api } from '../../lib/api.ts';
import { useDraft, useDraftState } from '../draft-session.ts';

/** Intuit's code for a reference that does not exist, such as a deleted estimate. */
const unknownReference = '2500';

const concernsEstimate = (refusal: Refusal | null): boolean =>
  refusal !== null &&
  (refusal.faultCode === unknownReference ||
    refusal.fields.some(({ path }) => path === 'estimate'));

/**
 * Open estimates of the chosen customer: read once for each customer, and again after QuickBooks
 * refused the link, to know why.
 */
export const useEstimates = () => {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const linked = useEdited(({ document }) => document.estimate);
  const refusedAt = useDraftState(({ status }) =>
    concernsEstimate(status.refusal) ? status.version : null,
  );
  // An estimate that is chosen now was just read, so the link is asked about only from here on.
  const [asked, setAsked] = useState({ refusedAt, linked });
  if (asked.refusedAt !== refusedAt) setAsked({ refusedAt, linked });
  const customerId = useEdited(({ document: { customer } }) =>
    customer.choice.kind === 'existing' ? customer.choice.id : null,
  );
  const linkedId = asked.linked?.customerId === customerId ? (asked.linked?.id ?? null) : null;
  const dealId = opened.deal.id;
  const query = useQuery({
    queryKey: ['drafts', 'estimates', dealId, customerId, linkedId, asked.refusedAt],
    queryFn: ({ signal }) =>
      api.drafts.estimates({ dealId, customerId: customerId ?? '', linkedId }, { signal }),
    enabled: customerId !== null && opened.profile.estimates !== false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const trouble = query.data?.trouble ?? null;
  useEffect(() => {
    if (linkedId !== null) dispatch({ type: 'estimate_known', estimateId: linkedId, trouble });
  }, [dispatch, linkedId, trouble]);
  return query;
};
