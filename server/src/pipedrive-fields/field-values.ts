import type { Fact, FactValue } from './contract.ts';
import { optionKeyOf } from './field-types.ts';
import type { FieldRow } from './store.ts';

/** Values of a record's facts; absent facts are not written. */
export type Facts = Partial<Record<Fact, FactValue | null>>;

/** Longest text of Pipedrive's type `varchar`. */
const longestText = 255;

/**
 * A fact as Pipedrive expects it: the id of an option, an amount with its currency, a text or date;
 * null clears the field. Undefined when the field has no option for the value.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
const fieldValue = ({ name, options }: Pick<FieldRow, 'name' | 'options'>, facts: Facts) => {
  const fact = facts[name];
  switch (fact?.kind) {
    case 'money':
      return { value: Number(fact.amount), currency: fact.currency };
    case 'text':
      return fact.text.slice(0, longestText);
    case 'date':
      return fact.date;
    case 'status':
    case 'answer':
      return options?.[optionKeyOf(fact)];
    default:
      return null;
  }
};

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Values by field_code that differ from what was last written. A field that was never written to
 * this record is not cleared: its value is not ours.
 */
export const changedValues = (
  fields: Pick<FieldRow, 'name' | 'fieldCode' | 'options'>[],
  facts: Facts,
  written: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = fieldValue(field, facts);
      const isNew = value !== undefined && !same(value, written[field.fieldCode] ?? null);
      return isNew ? [[field.fieldCode, value]] : [];
    }),
  );
