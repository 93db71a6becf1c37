import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import type { NewCustomer } from '@dealbill/server/shared/contract/new-customer';
import { problemSentence } from '../lib/field-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { type ControlProps, Field, Input, Select, TextArea } from '../ui/fields/field.tsx';
import styles from './customer-choice.module.css';

type NewCustomerFieldsProps = {
  typed: NewCustomer;
  put: (changes: Partial<NewCustomer>) => void;
  /** Paths are `customer.name` and so on. */
  problems: FieldError[];
  /** Currencies to choose from; empty in a single-currency company. */
  currencies: string[];
};

/** All details of a new customer, editable. */
export function NewCustomerFields({ typed, put, problems, currencies }: NewCustomerFieldsProps) {
  const errorAt = (field: keyof NewCustomer) => {
    const found = problems.find(({ path }) => path === `customer.${field}`);
    return found && problemSentence(found);
  };
  const text = (field: keyof NewCustomer) => (control: ControlProps) => (
    <Input
      {...control}
      data-path={`customer.${field}`}
      value={typed[field]}
      onChange={(event) => put({ [field]: event.target.value })}
    />
  );
  return (
    <div className={styles.fields}>
      <Field
        label={m.customers_new_name()}
        help={m.customers_new_name_help()}
        error={errorAt('name')}
        steady
      >
        {text('name')}
      </Field>
      <Field label={m.customers_email()} error={errorAt('email')} steady>
        {text('email')}
      </Field>
      <Field label={m.customers_address()} error={errorAt('address')}>
        {(control) => (
          <TextArea
            {...control}
            data-path="customer.address"
            value={typed.address}
            onChange={(event) => put({ address: event.target.value })}
          />
        )}
      </Field>
      <Field label={m.customers_tax_id()} error={errorAt('taxId')}>
        {text('taxId')}
      </Field>
      {currencies.length > 0 ? (
        <Field
          label={m.customers_currency()}
          help={m.customers_currency_help()}
          error={errorAt('currency')}
        >
          {(control) => (
            <Select
              {...control}
              data-path="customer.currency"
              value={typed.currency}
              onChange={(event) => put({ currency: event.target.value })}
            >
              {currencies.includes(typed.currency) ? null : (
                <option value={typed.currency}>{typed.currency}</option>
              )}
              {currencies.map((code) => (
                <option key={code} value={code}>
                  {code}
                </option>
              ))}
            </Select>
          )}
        </Field>
      ) : null}
    </div>
  );
}
