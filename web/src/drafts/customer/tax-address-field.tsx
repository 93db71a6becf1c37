import type { DraftContent, ShipTo } from '@dealbill/server/shared/contract/draft-content';
import { type TaxAddress, taxAddressOf } from '@dealbill/server/shared/tax/tax-address';
import { type ReactNode, useId } from 'react';
import { useController } from 'react-hook-form';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { Field, TextArea } from '../../ui/fields/field.tsx';
import { useErrorAt, useOpenDraft } from '../draft-form-context.ts';
import styles from './tax-address-field.module.css';

const oneLine = (text: string): string => text.split('\n').filter(Boolean).join(', ');

/** Selects the address that decides US automated sales tax; renders nothing elsewhere. */
export function TaxAddressField() {
  const { opened, content } = useOpenDraft();
  const { field } = useController<DraftContent, 'customer.shipTo'>({ name: 'customer.shipTo' });
  const decides = taxAddressOf(content, opened.profile);
  if (!decides) return null;
  const { choice, address } = content.customer;
  const theirs = choice.kind === 'existing' ? choice.shipAddress : null;
  const chosen = (field.value ?? { kind: 'auto' }).kind;
  const put = (next: ShipTo) => field.onChange(next);
  return (
    <fieldset className={styles.choice} aria-describedby="tax-address-help">
      <legend className={styles.legend}>{m.drafts_tax_address()}</legend>
      <p id="tax-address-help" className={styles.help}>
        {m.drafts_tax_address_help()}
      </p>
      {theirs === null ? null : (
        <Option
          label={m.drafts_tax_address_customer()}
          fact={oneLine(theirs ?? '')}
          checked={chosen === 'auto'}
          choose={() => put({ kind: 'auto' })}
        />
      )}
      <Option
        label={m.drafts_tax_address_billing()}
        fact={oneLine(address) || m.drafts_tax_address_empty()}
        checked={chosen === 'billing' || (chosen === 'auto' && theirs === null)}
        choose={() => put({ kind: theirs === null ? 'auto' : 'billing' })}
      />
      <Option
        label={m.drafts_tax_address_other()}
        fact=""
        checked={chosen === 'other'}
        choose={() => put({ kind: 'other', address: '' })}
      />
      {field.value?.kind === 'other' ? (
        <OtherAddress
          address={field.value.address}
          put={(typed) => put({ kind: 'other', address: typed })}
        />
      ) : null}
      <Doubt decides={decides} />
    </fieldset>
  );
}

type OtherAddressProps = { address: string; put: (typed: string) => void };

function OtherAddress({ address, put }: OtherAddressProps) {
  const errorAt = useErrorAt();
  const path = 'customer.shipTo.address';
  return (
    <Field label={m.drafts_tax_address_other_label()} error={errorAt(path)}>
      {(control) => (
        <TextArea
          {...control}
          name={path}
          data-path={path}
          value={address}
          onChange={(event) => put(event.target.value)}
        />
      )}
    </Field>
  );
}

type OptionProps = { label: string; fact: string; checked: boolean; choose: () => void };

function Option({ label, fact, checked, choose }: OptionProps) {
  const id = useId();
  return (
    <div className={styles.option}>
      <input
        type="radio"
        name="tax-address"
        id={id}
        checked={checked}
        onChange={choose}
        aria-describedby={`${id}-fact`}
      />
      <div>
        <label htmlFor={id}>{label}</label>
        <p id={`${id}-fact`} className={styles.help}>
          {fact}
        </p>
      </div>
    </div>
  );
}

/** Warns that sales tax may be wrong where QuickBooks cannot find the state of the address. */
function Doubt({ decides }: { decides: TaxAddress }): ReactNode {
  const { from, address, placed } = decides;
  if (placed || (from === 'other' && !address?.trim())) return null;
  return (
    <p role="status" className={styles.doubt}>
      <WarningIcon />
      <span>{from === 'left' ? m.drafts_tax_address_left() : m.drafts_tax_address_unplaced()}</span>
    </p>
  );
}
