import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { CustomerDifferences } from '../../customers/customer-differences.tsx';
import { namesOf } from '../../customers/field-labels.ts';
import { comparison, type Details } from '../../customers/queries.ts';
import { listed } from '../../lib/format.ts';
import { useDebounced } from '../../lib/use-debounced.ts';
import { m } from '../../messages/compiled/messages.js';
import { useOpenDraft } from '../draft-form-context.ts';
import { lostCustomer } from './lost-customer.ts';

/** One read of QuickBooks for what was typed, not for every key of it. */
const typingPauseMs = 1000;

/** Where the form says otherwise than QuickBooks has it of the chosen customer; never in the way. */
export function CustomerOffer() {
  const { opened, content } = useOpenDraft();
  const { choice, address, email, taxId } = content.customer;
  const typed = JSON.stringify({ address, email, taxId });
  const settled = useDebounced(typed, typingPauseMs);
  if (choice.kind !== 'existing' || lostCustomer(opened, content)) return null;
  return <Compared key={choice.id} customer={choice} typed={settled} behind={settled !== typed} />;
}

type ComparedProps = {
  customer: { id: string; name: string };
  /** The details as JSON, once the keys rest; `behind` while they do not. */
  typed: string;
  behind: boolean;
};

function Compared({ customer, typed, behind }: ComparedProps) {
  const { opened } = useOpenDraft();
  const details: Details = JSON.parse(typed);
  const context = { of: 'deal', id: opened.deal.id } as const;
  const compared = comparison(context, customer.id, details);
  const { data, isPlaceholderData } = useQuery({
    ...compared,
    // What is empty here is never a difference.
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
