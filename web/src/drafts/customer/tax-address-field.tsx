import type { ShipTo } from '@dealbill/server/shared/contract/draft-content';
import { type TaxAddress, taxAddressOf } from '@dealbill/server/shared/tax/tax-address';
import { type ReactNode, useId } from 'react';
import { useEdited, useEditor, useErrorAt } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { Field, TextArea } from '../../ui/fields/field.tsx';
import { useDraft } from '../draft-session.ts';
import styles from './tax-address-field.module.css';

const oneLine = (text: string): string => text.split('\n').filter(Boolean).join(', ');

/** Selects the address that decides US automated sales tax; renders nothing elsewhere. */
export function TaxAddressField() {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const customer = useEdited(({ document }) => document.customer);
  const decides = taxAddressOf({ customer }, opened.profile);
  if (!decides) return null;
  const { choice, address, shipTo } = customer;
  const theirs = choice.kind === 'existing' ? choice.shipAddress : null;
  const chosen = (shipTo ?? { kind: 'auto' }).kind;
  const put = (next: ShipTo) => dispatch({ type: 'ship_to_chosen', shipTo: next });
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
      {shipTo?.kind === 'other' ? (
        <OtherAddress
          address={shipTo.address}
          put={(typed) => put({ kind: 'other', address: typed })}
        />
      ) : null}
      <Doubt decides={decides} />
    </fieldset>
  );
}

type OtherAddressProps = { address: string; put: (typed: string) => void };

function OtherAddress({ address, put }: OtherAddressProps) {
  const path = 'customer.shipTo.address';
  const error = useErrorAt(path);
  return (
    <Field label={m.editor_tax_address_other_label()} error={error}>
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
