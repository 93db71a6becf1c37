import type { MappedField } from '@dealbill/server/contract/preferences';
import { useEdited } from '../../editor/editor-store.ts';
import { TextField } from '../../editor/text-field.tsx';
import { beforeStop } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Section } from '../../ui/layout/section.tsx';
import { useDraft } from '../draft-session.ts';
import { CopyHelp } from './copy-help.tsx';
import { CustomerChoice } from './customer-choice.tsx';
import { CustomerOffer } from './customer-offer.tsx';
import styles from './customer-section.module.css';
import { EmailHelp } from './email-help.tsx';
import { LostNotice } from './lost-notice.tsx';
import { SaleLocationField } from './sale-location-field.tsx';
import { TaxAddressField } from './tax-address-field.tsx';

/** The billed customer, and the customer's details on the invoice. */
export function CustomerSection() {
  const { opened } = useDraft();
  const lost = (field: MappedField) =>
    opened.missingFields.includes(field) ? m.drafts_missing_field() : undefined;
  return (
    <Section title={m.drafts_customer_title()}>
      <LostNotice />
      <CustomerChoice />
      <div className={styles.fields}>
        <TextField path="customer.to" label={m.editor_to()} help={lost('to')} />
        <TextField
          path="customer.email"
          label={m.editor_email()}
          help={
            <>
              {lost('email')} <EmailHelp />
            </>
          }
        />
        <TextField
          path="customer.address"
          label={m.editor_address()}
          help={lost('address')}
          rows={3}
        />
        <TextField
          path="customer.taxId"
          label={m.editor_tax_id()}
          help={
            <>
              {lost('taxId')} <TaxIdHelp />
            </>
          }
        />
        <TextField path="customer.cc" label={m.editor_cc()} help={<CopyHelp of="cc" />} />
        <TextField path="customer.bcc" label={m.editor_bcc()} help={<CopyHelp of="bcc" />} />
      </div>
      <TaxAddressField />
      <SaleLocationField />
      <CustomerOffer />
    </Section>
  );
}

/** States where the tax ID goes: QuickBooks stores it on the customer, not on the invoice. */
function TaxIdHelp() {
  const choice = useEdited(({ document }) => document.customer.choice);
  if (choice.kind === 'new') return m.drafts_tax_id_help_new();
  if (choice.kind === 'existing')
    return m.drafts_tax_id_help_existing({ name: beforeStop(choice.name) });
  return m.drafts_tax_id_help_none();
}
