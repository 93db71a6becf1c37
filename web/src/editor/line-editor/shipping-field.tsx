import type { Shipping } from '@dealbill/server/shared/contract/draft-content';
import { amountsCurrency } from '@dealbill/server/shared/money/conversion';
import { priceModeOf, taxRulesOf } from '@dealbill/server/shared/tax/tax-rules';
import { useRef } from 'react';
import { leastDecimals } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Field, Select } from '../../ui/fields/field.tsx';
import { FigureInput } from '../../ui/fields/figure-input.tsx';
import { commonTaxCode } from '../document.ts';
import type { EditorState } from '../document-reducer.ts';
import { useEdited, useEditor, useErrorAt } from '../editor-store.ts';
import { TaxCodeSelect } from '../tax-code-select.tsx';
import styles from './lines-section.module.css';

/** Shipping of the invoice, where the company charges it on invoices. */
export function ShippingField() {
  const { state, dispatch } = useEditor();
  const error = useErrorAt('shipping.amount');
  const shipping = useEdited(({ document }) => document.shipping);
  const currency = useEdited(({ document }) => amountsCurrency(document.details));
  const isShown = useEdited(
    ({ document, company }) =>
      document.shipping !== undefined || (company.shipping === true && document.lines.length > 0),
  );
  // Chosen, and kept while the amount is deleted and typed again.
  const chosenCode = useRef<string | null>(null);
  if (!isShown) return null;
  const enter = (amount: string) => {
    const usual = usualCode(state.getState());
    if (shipping) chosenCode.current = shipping.taxCodeId === usual ? null : shipping.taxCodeId;
    const taxCodeId = shipping ? shipping.taxCodeId : (chosenCode.current ?? usual);
    const entered = amount.trim() === '' ? undefined : { amount, taxCodeId };
    dispatch({ type: 'shipping_entered', shipping: entered });
  };
  return (
    <>
      <Field label={m.editor_shipping()} error={error} className={styles.shipping}>
        {(control) => (
          <FigureInput
            control={control}
            path="shipping.amount"
            value={shipping?.amount ?? ''}
            onChange={enter}
            decimals={leastDecimals(currency)}
          />
        )}
      </Field>
      {shipping ? <ShippingTax shipping={shipping} /> : null}
    </>
  );
}

/**
 * Without another choice, shipping has the tax code of all lines. In the US it is not taxed, unless
 * only QuickBooks can know.
 */
const usualCode = ({ company, document }: EditorState): string | null => {
  const { codes } = taxRulesOf(company);
  if (codes === 'per_invoice') return 'NON';
  return codes === 'per_line' ? commonTaxCode(document) : null;
};

/** The tax on shipping, where the user decides it. */
function ShippingTax({ shipping }: { shipping: Shipping }) {
  const { dispatch } = useEditor();
  const path = 'shipping.taxCodeId';
  const error = useErrorAt(path);
  const codes = useEdited(({ company, document }) => {
    const rules = taxRulesOf(company);
    return priceModeOf(rules, document.details) === 'none' ? 'none' : rules.codes;
  });
  if (codes === 'none') return null;
  const choose = (taxCodeId: string | null) =>
    dispatch({ type: 'shipping_entered', shipping: { ...shipping, taxCodeId } });
  return (
    <Field label={m.editor_shipping_tax()} error={error} className={styles.shipping}>
      {(control) =>
        codes === 'per_line' ? (
          <TaxCodeSelect
            control={control}
            path={path}
            value={shipping.taxCodeId}
            none={m.editor_line_tax_choose()}
            choose={choose}
          />
        ) : (
          <Select
            {...control}
            data-path={path}
            value={shipping.taxCodeId ?? 'NON'}
            onChange={({ target }) => choose(target.value)}
          >
            <option value="NON">{m.editor_shipping_not_taxable()}</option>
            <option value="TAX">{m.editor_shipping_taxable()}</option>
          </Select>
        )
      }
    </Field>
  );
}
