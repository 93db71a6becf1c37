import { refusal } from '../wire/faults.ts';
import type { Company } from './company.ts';
import type { CustomField } from './entities.ts';

/** Every enabled field appears on every invoice, without StringValue when empty; 3000 when unknown. */
export function customFieldsOf(
  company: Company,
  sent: { DefinitionId: string; StringValue?: string }[] | undefined,
): CustomField[] {
  const unknown = sent?.find(
    (field) => !company.customFields.some((one) => one.DefinitionId === field.DefinitionId),
  );
  if (unknown)
    throw refusal(
      '3000',
      `Invalid custom field : DefinitionId ${unknown.DefinitionId}`,
      'CustomField',
    );
  return company.customFields.map((field) => ({
    ...field,
    Type: 'StringType',
    StringValue: sent?.find((one) => one.DefinitionId === field.DefinitionId)?.StringValue,
  }));
}
