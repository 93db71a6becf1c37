import { m } from '../messages/compiled/messages.js';
import { Options } from '../ui/controls/options.tsx';
import { Field, Select } from '../ui/fields/field.tsx';
import type { NewItem } from './queries.ts';

type IncomeAccountFieldProps = {
  options: Pick<NewItem, 'accounts' | 'more'>;
  /** Id of the account; empty for none. */
  value: string;
  /** Name of the chosen account, to show while it is not among the options. */
  name?: string | undefined;
  choose: (accountId: string) => void;
  error?: string | undefined;
  className?: string | undefined;
};

/** The account on which QuickBooks books the sales of new items. */
export function IncomeAccountField(props: IncomeAccountFieldProps) {
  const { options, value, name, choose, error, className } = props;
  return (
    <Field
      className={className}
      label={m.items_account()}
      help={options.more ? m.items_accounts_more() : m.items_account_help()}
      error={error}
    >
      {(control) => (
        <Select
          {...control}
          data-path="accountId"
          value={value}
          onChange={({ target }) => choose(target.value)}
        >
          <option value="" disabled>
            {m.items_account_choose()}
          </option>
          <Options
            of={options.accounts}
            chosen={value}
            gone={m.items_account_gone({ name: name ?? value })}
          />
        </Select>
      )}
    </Field>
  );
}

type TaxableFieldProps = {
  /** Null until it is chosen. */
  value: boolean | null;
  choose: (taxable: boolean) => void;
  error?: string | undefined;
  className?: string | undefined;
};

/** Whether new items are taxable, in the US. */
export function TaxableField({ value, choose, error, className }: TaxableFieldProps) {
  return (
    <Field className={className} label={m.items_taxable()} error={error}>
      {(control) => (
        <Select
          {...control}
          data-path="taxable"
          value={value === null ? '' : String(value)}
          onChange={({ target }) => choose(target.value === 'true')}
        >
          <option value="" disabled>
            {m.items_taxable_choose()}
          </option>
          <option value="true">{m.items_taxable_yes()}</option>
          <option value="false">{m.items_taxable_no()}</option>
        </Select>
      )}
    </Field>
  );
}
