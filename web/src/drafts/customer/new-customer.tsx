import type { CustomerChoice } from '@dealbill/server/shared/contract/draft-content';
import { useRef } from 'react';
import { CustomerFacts } from '../../customers/customer-card.tsx';
import { NewCustomerCard } from '../../customers/new-customer-card.tsx';
import type { InvoiceDocument } from '../../editor/document.ts';
import { useEdited, useEditor, useErrorAt } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field, Input } from '../../ui/fields/field.tsx';
import { useDraft } from '../draft-session.ts';

/** The details of the form in the shape of a customer's facts. */
const asTyped = ({ customer: { email, address }, details }: InvoiceDocument) => ({
  email: email.trim() || null,
  address: address.split('\n').filter(Boolean).join(', ') || null,
  currency: details.currency || null,
});

type NewCustomerProps = {
  choice: CustomerChoice;
  /** True beside similar customers: then shows the details as their cards do. */
  compared: boolean;
  input: { 'data-path'?: string };
};

/** A customer to be created, named after the organization, else the person. */
export function NewCustomer({ choice, compared, input }: NewCustomerProps) {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const error = useErrorAt('customer.choice.name');
  const { organization, person } = opened.deal;
  const to = useEdited(({ document }) => document.customer.to);
  const suggested = to.trim() || organization || person || '';
  const chosen = choice.kind === 'new';
  // Restores the typed name after another customer was selected in between.
  const typed = useRef(chosen ? choice.name : undefined);
  const put = (name: string) => {
    typed.current = name;
    dispatch({ type: 'new_customer_named', name });
  };
  return (
    <NewCustomerCard
      label={m.drafts_customer_new()}
      help={m.drafts_customer_new_help()}
      checked={chosen}
      onChoose={() => dispatch({ type: 'new_customer_named', name: typed.current ?? suggested })}
      input={input}
      wide={chosen && !compared}
    >
      {chosen ? (
        <Field label={m.customers_new_name()} help={m.customers_new_name_help()} error={error}>
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
      {compared ? <TypedFacts /> : null}
    </NewCustomerCard>
  );
}

function TypedFacts() {
  const document = useEdited((state) => state.document);
  return <CustomerFacts row={asTyped(document)} noEmail={m.drafts_email_none()} />;
}
