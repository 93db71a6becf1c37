import { refusal } from '../wire/faults.ts';
import type { CustomField } from './entities.ts';
import type { Company } from './realm.ts';

/** The custom fields that are switched on. */
export function enabledFields({ customFields, preferences }: Company): Company['customFields'] {
  return preferences.customFields ? customFields : [];
}

/** Every enabled field appears on every invoice, without StringValue when empty; 3000 when unknown. */
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
