import { refusal } from '../wire/faults.ts';
import type { CustomField } from './entities.ts';
import type { Company } from './realm.ts';

/** The company's custom fields; empty while its preferences turn them off. */
export function enabledFields({ customFields, preferences }: Company): Company['customFields'] {
  return preferences.customFields ? customFields : [];
}

/** All enabled fields, without StringValue when empty; throws 3000 for an unknown DefinitionId. */
export function customFieldsOf(
  company: Company,
  sent: { DefinitionId: string; StringValue?: string }[] | undefined,
): CustomField[] {
  const fields = enabledFields(company);
  const unknown = sent?.find(
    (field) => !fields.some((one) => one.DefinitionId === field.DefinitionId),
  );
  if (unknown)
    throw refusal(
      '3000',
      `Invalid custom field : DefinitionId ${unknown.DefinitionId}`,
      'CustomField',
    );
  return fields.map((field) => ({
    ...field,
    Type: 'StringType',
    StringValue: sent?.find((one) => one.DefinitionId === field.DefinitionId)?.StringValue,
  }));
}
