import * as z from 'zod';

/**
 * The form as it was typed. Numbers and dates are the typed text, right or wrong, so that a half-finished
 * invoice is kept exactly as it stands; `check-draft.ts` says what is still wrong with it. The generous
 * lengths only bound storage: QuickBooks' own limits are shorter and are checked per field.
 */
const typed = (max = 8000) => z.string().max(max);

const customerChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('existing'),
    id: z.string().max(40),
    name: typed(600),
    /** ISO code, or null where the company keeps one currency. */
    currency: z.string().max(3).nullable(),
  }),
  z.object({ kind: z.literal('new'), name: typed(2000) }),
]);

const discount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('percent'), value: typed(40) }),
  z.object({ kind: z.literal('amount'), value: typed(40) }),
]);

const draftLine = z.object({
  /** Stable while the line lives, so that it can be moved and focused. */
  key: z.string().max(40),
  /** Pipedrive's product id, when the line came from the deal. */
  productId: z.number().int().nullable(),
  /** The QuickBooks item the line is linked to. `taxable` is the item's own US default. */
  item: z
    .object({ id: z.string().max(40), name: typed(600), taxable: z.boolean().nullable() })
    .nullable(),
  description: typed(),
  quantity: typed(40),
  /** Price of one, before the line's discount; with inclusive prices it contains the tax. */
  unitPrice: typed(40),
  discount,
  /** Tax code id outside the US; `TAX`, `NON` or null (QuickBooks decides) inside. */
  taxCodeId: z.string().max(40).nullable(),
});

export const draftContent = z.object({
  customer: z.object({
    choice: customerChoice,
    to: typed(),
    address: typed(),
    email: typed(2000),
    taxId: typed(2000),
  }),
  details: z.object({
    issueDate: typed(40),
    term: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('days'), days: z.number().int().min(0).max(999) }),
      z.object({ kind: z.literal('quickbooks'), id: z.string().max(40) }),
    ]),
    dueDate: typed(40),
    /** ISO 4217 code. */
    currency: typed(3),
    /** Empty: QuickBooks numbers the invoice. */
    number: typed(200),
    taxMode: z.enum(['excluded', 'inclusive', 'none']),
    /** US without automated sales tax: the code whose rates apply to taxable lines. */
    salesTaxCodeId: z.string().max(40).nullable(),
    message: typed(),
    memo: typed(),
  }),
  lines: z.array(draftLine).max(750),
  /** QuickBooks knows one discount for the whole invoice. */
  discount,
});

export type DraftContent = z.infer<typeof draftContent>;
export type DraftLine = z.infer<typeof draftLine>;
export type Discount = z.infer<typeof discount>;
export type CustomerChoice = z.infer<typeof customerChoice>;
