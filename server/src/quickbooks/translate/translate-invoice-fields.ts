import * as z from 'zod';
import {
  customFieldNames,
  type InvoiceFieldSettings,
  type ListEntry,
} from '../../shared/contract/invoice-fields.ts';
import { id, isBody, readText, text } from '../calls/wire.ts';
import type { Info, Preferences } from './translate-company.ts';

/**
 * A class or location (Department); the full name includes the parents.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/class
 */
export const wireListEntry = z.object({ Id: id, Name: text, FullyQualifiedName: text }).transform(
  ({ Id, Name, FullyQualifiedName }): ListEntry => ({
    id: Id,
    name: FullyQualifiedName || Name || Id,
  }),
);

/** Which further fields the company's preferences turn on. */
export const fieldsInUse = ({
  SalesFormsPrefs,
  AccountingInfoPrefs,
}: Preferences): Pick<
  InvoiceFieldSettings,
  'custom' | 'shipping' | 'classes' | 'locations' | 'locationLabel'
> => ({
  custom: customFields(SalesFormsPrefs?.CustomField),
  shipping: SalesFormsPrefs?.AllowShipping ?? false,
  classes: classTracking(AccountingInfoPrefs),
  locations: AccountingInfoPrefs?.TrackDepartments ?? false,
  locationLabel: AccountingInfoPrefs?.DepartmentTerminology || null,
});

const classTracking = (
  accounting: Preferences['AccountingInfoPrefs'],
): InvoiceFieldSettings['classes'] => {
  if (accounting?.ClassTrackingPerTxnLine) return 'per_line';
  return accounting?.ClassTrackingPerTxn ? 'per_invoice' : 'off';
};

/**
 * Reads `UseSalesCustom1` and `SalesCustomName1` from nested lists. Intuit's sample has spaces
 * inside these names.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/preferences
 */
const customFields = (list: unknown): InvoiceFieldSettings['custom'] => {
  const entries = new Map(flatEntries(list));
  return customFieldNames.flatMap((field) => {
    const digit = field.at(-1);
    const isOn = String(entries.get(`UseSalesCustom${digit}`)) === 'true';
    const label = readText(entries.get(`SalesCustomName${digit}`))?.trim();
    return isOn ? [{ field, label: label || `Custom field ${digit}` }] : [];
  });
};

/** The values of all entries at any depth, by name without the prefix of the group. */
const flatEntries = (list: unknown): [string, unknown][] => {
  if (!Array.isArray(list)) return [];
  return list.filter(isBody).flatMap((entry): [string, unknown][] => {
    if ('CustomField' in entry) return flatEntries(entry.CustomField);
    const name = (readText(entry.Name) ?? '').replace(/\s+/g, '').split('.').at(-1) ?? '';
    return [[name, entry.BooleanValue ?? entry.StringValue]];
  });
};

/** QuickBooks' name of the plan, such as `QuickBooks Online Plus`; null when it is not known. */
export const planOf = ({ NameValue }: Info): string | null =>
  NameValue?.find(({ Name }) => Name === 'OfferingSku')?.Value || null;
