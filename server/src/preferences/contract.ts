import * as z from 'zod';
import { act, read } from '../shared/contract/contract.ts';
import { fieldTroubles, invoiceFieldName } from '../shared/contract/invoice-fields.ts';
import { longestPattern } from '../shared/text/number-pattern.ts';

/** Source of a form field: a field of the deal's organization, of its person, or of the deal. */
export const fieldSource = z.object({
  of: z.enum(['organization', 'person', 'deal']),
  /** Pipedrive's field_code: `name`, `address`, or a 40-character hash. */
  field: z.string().max(200),
});

export const mapping = z.object({
  to: fieldSource.nullable(),
  address: fieldSource.nullable(),
  email: fieldSource.nullable(),
  taxId: fieldSource.nullable(),
});

/** Sources of further fields of the invoice; fields without one stay empty. */
export const fieldMapping = z.partialRecord(invoiceFieldName, fieldSource);

export type FieldMapping = z.infer<typeof fieldMapping>;

export const termPreference = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('days'), days: z.number().int().min(0).max(999) }),
  z.object({ kind: z.literal('quickbooks'), id: z.string().max(40), name: z.string().max(100) }),
]);

/** A field of deals that a pattern names, with Pipedrive's field_code. */
const numberField = z.object({ name: z.string().max(200), field: z.string().max(200) });

/** The pattern that numbers new invoices, with the fields of deals that it names. */
export const numberPattern = z.object({
  pattern: z.string().max(longestPattern),
  fields: z.array(numberField).max(20),
});

export type NumberPattern = z.infer<typeof numberPattern>;

/** Content of the notes on a deal, which colleagues who may not see invoices can read too. */
export const noteDetails = ['none', 'number', 'amount'] as const;

export type NoteDetail = (typeof noteDetails)[number];

/** Events of an invoice that a note can be written about. */
export const noteEvents = ['created', 'sent', 'partly_paid', 'paid', 'voided', 'deleted'] as const;

export type NoteEvent = (typeof noteEvents)[number];

/** The events of preferences that older versions saved, which knew no others. */
export const notesBefore: NoteEvent[] = ['created', 'voided', 'deleted'];

export const savedPreferences = z.object({
  mapping,
  invoiceFields: fieldMapping.default({}),
  term: termPreference,
  /** Whether to offer an update of the customer in QuickBooks when details differ. */
  offerUpdates: z.boolean().default(true),
  /** Whether the value of a deal includes sales tax, for deals whose products do not show it. */
  valuesIncludeTax: z.boolean().default(false),
  /** No notes at all, the invoice's number only, or number, customer and amount. */
  notes: z.enum(noteDetails).default('number'),
  /** What notes are written about. */
  noteEvents: z.array(z.enum(noteEvents)).max(noteEvents.length).default(notesBefore),
  /** Null: the next free number, or the one that QuickBooks assigns. */
  numberPattern: numberPattern.nullable().default(null),
});

export const mappedField = z.enum(['to', 'address', 'email', 'taxId']);

export type Mapping = z.infer<typeof mapping>;
export type FieldSource = z.infer<typeof fieldSource>;
export type SavedPreferences = z.infer<typeof savedPreferences>;
export type TermPreference = z.infer<typeof termPreference>;
export type MappedField = z.infer<typeof mappedField>;

const customerDetails = z.object({
  to: z.string(),
  address: z.string(),
  email: z.string(),
  taxId: z.string(),
});

export const preferences = {
  show: read(
    z.object({}),
    z.object({
      /** Null until saved for the first time; the page then starts with `suggested`. */
      saved: savedPreferences.nullable(),
      suggested: savedPreferences,
      savedBy: z.string().nullable(),
      savedAt: z.string().nullable(),
      /** All fields that can be mapped, with their names in Pipedrive. */
      fields: z.array(
        z.object({
          of: fieldSource.shape.of,
          field: z.string(),
          name: z.string(),
          custom: z.boolean(),
        }),
      ),
      /** Mapped fields that Pipedrive no longer has. */
      missing: z.array(mappedField),
      /** Further fields of invoices; null when this user may not know what the company uses. */
      invoiceFields: z
        .array(
          z.object({
            name: invoiceFieldName,
            /** The company's name of a custom field or of its locations; null for the usual one. */
            label: z.string().nullable(),
            trouble: z.enum(fieldTroubles).nullable(),
          }),
        )
        .nullable(),
      terms: z.array(z.object({ id: z.string(), name: z.string() })),
      /** Fields of deals that a pattern of numbers can name. */
      numberFields: z.array(numberField),
      /** Whether the company numbers its invoices itself; null when this user may not know. */
      customNumbers: z.boolean().nullable(),
      /** A deal of this user for the preview; null without one. */
      previewDealId: z.number().int().nullable(),
      /**
       * The first line of each note, without and with amounts, about the invoice that was linked to
       * a deal last; null without one, and for all but the connection owner.
       */
      noteExamples: z
        .array(z.object({ event: z.enum(noteEvents), number: z.string(), amount: z.string() }))
        .nullable(),
    }),
  ),
  /** Returns the customer details of a deal for a mapping that is not saved yet. */
  preview: read(
    z.object({
      dealId: z.number().int().positive(),
      mapping,
      invoiceFields: fieldMapping.default({}),
    }),
    customerDetails.extend({
      dealTitle: z.string(),
      /** Texts of further fields of the invoice, as far as the deal has them. */
      texts: z.partialRecord(invoiceFieldName, z.string()),
    }),
  ),
  /**
   * `seenAt` is the `savedAt` that the page showed, null when nothing was saved. Throws
   * preferences_changed when it differs from the stored one; not compared when absent. Throws
   * invalid_input for a pattern of numbers that cannot be used.
   */
  save: act(
    savedPreferences.extend({ seenAt: z.string().max(40).nullish() }),
    z.object({ savedAt: z.string() }),
  ),
};
