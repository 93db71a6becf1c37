import * as z from 'zod';

/** The three classic custom fields of sales forms; the digit is QuickBooks' DefinitionId. */
export const customFieldNames = ['custom1', 'custom2', 'custom3'] as const;

export type CustomFieldName = (typeof customFieldNames)[number];

/** Fields of an invoice that hold one line of text. */
export const textFieldNames = [
  ...customFieldNames,
  'shipDate',
  'trackingNumber',
  'shippingMethod',
] as const;

export type TextFieldName = (typeof textFieldNames)[number];

/** Fields of an invoice that name an entry of a list in QuickBooks. */
export const listFieldNames = ['class', 'location'] as const;

export type ListFieldName = (typeof listFieldNames)[number];

/** Fields of an invoice that the settings can fill from Pipedrive. */
export const invoiceFieldName = z.enum(['message', 'memo', ...textFieldNames, ...listFieldNames]);

export type InvoiceFieldName = z.infer<typeof invoiceFieldName>;

/** A class or location; the name includes its parents: `East:Boston`. */
export const listEntry = z.object({ id: z.string(), name: z.string() });

export type ListEntry = z.infer<typeof listEntry>;

/** The further fields that the company uses on its sales forms. */
export const invoiceFieldSettings = z.object({
  custom: z.array(z.object({ field: z.enum(customFieldNames), label: z.string() })),
  /** Shipping date, tracking number and shipping method. */
  shipping: z.boolean(),
  classes: z.enum(['off', 'per_invoice', 'per_line']),
  locations: z.boolean(),
  /** What the company calls its locations, such as `Store`; null for the usual word. */
  locationLabel: z.string().nullable(),
  /** Active ones by name, at most `mostListEntries`; empty while they are not used. */
  classList: z.array(listEntry),
  locationList: z.array(listEntry),
  /** QuickBooks' name of the subscription's plan; null when it is not known. */
  plan: z.string().nullable(),
});

export type InvoiceFieldSettings = z.infer<typeof invoiceFieldSettings>;

/** Classes or locations that are read; QuickBooks Plus allows 40 of both together. */
export const mostListEntries = 2000;

/** Why the company's invoices do not have a field: switched off, or not part of the plan. */
export const fieldTroubles = ['off', 'plan'] as const;

export type FieldTrouble = (typeof fieldTroubles)[number];

/**
 * Plans without classes and locations.
 * https://quickbooks.intuit.com/learn-support/en-us/help-article/class-tracking/turn-class-tracking-quickbooks-online/L13J5yPZN_US_en_US
 */
const plansWithoutLists = /essentials|simple ?start|easy ?start|solopreneur|self.?employed|ledger/i;

/** Null when the company's invoices have the field. */
export const fieldTrouble = (
  field: InvoiceFieldName,
  settings: InvoiceFieldSettings,
): FieldTrouble | null => {
  const { custom, shipping, classes, locations, plan } = settings;
  const without = plansWithoutLists.test(plan ?? '') ? 'plan' : 'off';
  switch (field) {
    case 'message':
    case 'memo':
      return null;
    case 'shipDate':
    case 'trackingNumber':
    case 'shippingMethod':
      return shipping ? null : 'off';
    case 'class':
      return classes === 'off' ? without : null;
    case 'location':
      return locations ? null : without;
    default:
      return custom.some((one) => one.field === field) ? null : 'off';
  }
};

/** The further fields of an invoice in QuickBooks; empty texts and null for none. */
export const storedFields = z.object({
  /** Custom fields with a text, also those that the company has turned off since. */
  custom: z.array(
    z.object({
      /** Null for one that is not among the three classic ones. */
      field: z.enum(customFieldNames).nullable(),
      label: z.string(),
      text: z.string(),
    }),
  ),
  shipDate: z.string(),
  trackingNumber: z.string(),
  shippingMethod: z.string(),
  class: listEntry.nullable(),
  location: listEntry.nullable(),
});

export type StoredFields = z.infer<typeof storedFields>;

/** The text of a field of one line; empty for none. */
export const storedText = (fields: StoredFields | undefined, name: TextFieldName): string => {
  if (name === 'shipDate' || name === 'trackingNumber' || name === 'shippingMethod')
    return fields?.[name] ?? '';
  return fields?.custom.find(({ field }) => field === name)?.text ?? '';
};

/** The entries that a class or location is chosen from. */
export const listOf = (field: ListFieldName, settings: InvoiceFieldSettings): ListEntry[] =>
  field === 'class' ? settings.classList : settings.locationList;
