import { usualSwitches } from '../switches.ts';
import { ApiFault, faultError, refusal } from '../wire/faults.ts';
import type { CustomField } from './entities.ts';
import type { Company, Realm } from './realm.ts';

/** The company's custom fields; empty while its preferences turn them off. */
export function enabledFields({ customFields, preferences }: Company): Company['customFields'] {
  return preferences.customFields ? customFields : [];
}

/**
 * All enabled fields, without StringValue when empty. Throws 3000 for an unknown DefinitionId, 2050
 * for a text that is longer than the switch `customFieldLength`.
 */
export function customFieldsOf(
  { company, switches }: Realm,
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
  const most = (switches ?? usualSwitches).customFieldLength;
  const long = sent?.find(({ StringValue = '' }) => StringValue.length > most);
  if (long)
    throw new ApiFault([
      faultError(
        '2050',
        `Length specified does not match the supported length. Min:0 Max:${most} supplied:${long.StringValue?.length}`,
        'CustomField.StringValue',
      ),
    ]);
  return fields.map((field) => ({
    ...field,
    Type: 'StringType',
    StringValue: sent?.find((one) => one.DefinitionId === field.DefinitionId)?.StringValue,
  }));
}
