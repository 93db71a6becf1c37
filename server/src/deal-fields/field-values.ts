import type { DealFacts } from './deal-facts.ts';
import type { FieldRow } from './store.ts';

/** Longest text of Pipedrive's type `varchar`. */
const longestText = 255;

/**
 * A fact as Pipedrive expects it: the id of an option, an amount with its currency, a text or date;
 * null clears the field. Undefined when the field has no option for the status.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
const fieldValue = ({ name, options }: Pick<FieldRow, 'name' | 'options'>, facts: DealFacts) => {
  const fact = facts[name];
  switch (fact?.kind) {
    case 'money':
      return { value: Number(fact.amount), currency: fact.currency };
    case 'text':
      return fact.text.slice(0, longestText);
    case 'date':
      return fact.date;
    case 'status':
      return options?.[fact.status];
    default:
      return null;
  }
};

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/**
 * Values by field_code that differ from what was last written. A field that was never written to
 * this deal is not cleared: its value is not ours.
 */
export const changedValues = (
  fields: Pick<FieldRow, 'name' | 'fieldCode' | 'options'>[],
  facts: DealFacts,
  written: Record<string, unknown>,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = fieldValue(field, facts);
      const isNew = value !== undefined && !same(value, written[field.fieldCode] ?? null);
      return isNew ? [[field.fieldCode, value]] : [];
    }),
  );
