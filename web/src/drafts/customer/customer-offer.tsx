import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CustomerDifferences } from '../../customers/customer-differences.tsx';
import { namesOf } from '../../customers/field-labels.ts';
import { comparison, type Details } from '../../customers/queries.ts';
import { useEdited } from '../../editor/editor-store.ts';
import { listed } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { m } from '../../messages/compiled/messages.js';
import { useDraft } from '../draft-session.ts';
import { lostCustomer } from './lost-customer.ts';

/** Requests one comparison per pause in typing, not one per key. */
const typingPauseMs = 1000;

/**
 * Shows where the form differs from the selected customer in QuickBooks, and offers to update it.
 * Optional: shows nothing on an error.
 */
export function CustomerOffer() {
  const { opened } = useDraft();
  const customer = useEdited(({ document }) => document.customer);
  const reactivated = useEdited((state) => state.reactivatedCustomer);
  const { choice, address, email, taxId } = customer;
  const typed = JSON.stringify({ address, email, taxId });
  const settled = useDebounced(typed, typingPauseMs);
  if (choice.kind !== 'existing' || lostCustomer(opened, customer, reactivated)) return null;
  return <Compared key={choice.id} customer={choice} typed={settled} behind={settled !== typed} />;
}

type ComparedProps = {
  customer: { id: string; name: string };
  /** The details as JSON, debounced; `behind` is true until they match what is typed. */
  typed: string;
  behind: boolean;
};

function Compared({ customer, typed, behind }: ComparedProps) {
  const { opened } = useDraft();
  const details: Details = JSON.parse(typed);
  const context = { of: 'deal', id: opened.deal.id } as const;
  const compared = comparison(context, customer.id, details);
  const { data, isPlaceholderData } = useQuery({
    ...compared,
    // Empty details are never a difference.
    enabled: Object.values(details).some((text) => text.trim() !== ''),
    placeholderData: keepPreviousData,
  });
  if (!data?.offer) return null;
  const { differences, checking } = data;
  return (
    <CustomerDifferences
      context={context}
      customer={customer}
      differences={differences}
      checking={checking}
      queryKey={compared.queryKey}
      from="form"
      behind={behind || isPlaceholderData}
      summary={m.customers_differs_in_form({
        fields: listed(namesOf(differences)),
        customer: customer.name,
      })}
    />
  );
}
