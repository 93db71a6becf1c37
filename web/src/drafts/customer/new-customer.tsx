import type { CustomerChoice, DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { useRef } from 'react';
import { CustomerFacts } from '../../customers/customer-card.tsx';
import { NewCustomerCard } from '../../customers/new-customer-card.tsx';
import { problemSentence } from '../../lib/field-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field, Input } from '../../ui/fields/field.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import { takenName } from './similar-customers.ts';
import { useCandidates } from './use-candidates.ts';

/** The details of the form in the shape of a customer's facts. */
const asTyped = ({ customer: { email, address }, details }: DraftContent) => ({
  email: email.trim() || null,
  address: address.split('\n').filter(Boolean).join(', ') || null,
  currency: details.currency || null,
});

type NewCustomerProps = {
  choice: CustomerChoice;
  onChange: (choice: CustomerChoice) => void;
  /** True beside similar customers: then shows the details as their cards do. */
  compared: boolean;
  input: { 'data-path'?: string };
};

/** A customer to be created, named after the organization, else the person. */
export function NewCustomer({ choice, onChange, compared, input }: NewCustomerProps) {
  const { opened, content } = useOpenDraft();
  const errorAt = useErrorAt();
  const { organization, person } = opened.deal;
  const suggested = content.customer.to.trim() || organization || person || '';
  const chosen = choice.kind === 'new';
  const [clash] = takenName(content, useCandidates());
  const taken = clash && problemSentence(clash);
  // Restores the typed name after another customer was selected in between.
  const typed = useRef(chosen ? choice.name : undefined);
  const put = (name: string) => {
    typed.current = name;
    onChange({ kind: 'new', name });
  };
  return (
    <NewCustomerCard
      label={m.drafts_customer_new()}
      help={m.drafts_customer_new_help()}
      checked={chosen}
      onChoose={() => onChange({ kind: 'new', name: typed.current ?? suggested })}
      input={input}
      wide={chosen && !compared}
    >
      {chosen ? (
        <Field
          label={m.customers_new_name()}
          help={m.customers_new_name_help()}
          error={errorAt('customer.choice.name') ?? taken}
        >
          {(control) => (
            <Input
              {...control}
              data-path="customer.choice.name"
              value={choice.name}
              onChange={(event) => put(event.target.value)}
            />
          )}
        </Field>
      ) : null}
      {compared ? <CustomerFacts row={asTyped(content)} noEmail={m.drafts_email_none()} /> : null}
    </NewCustomerCard>
  );
}
