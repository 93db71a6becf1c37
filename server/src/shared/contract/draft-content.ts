import * as z from 'zod';
import { inputLimits } from '../checks/input-limits.ts';
import { exchangeRate } from '../money/exchange-rate.ts';

/**
 * The form as it was typed. Numbers and dates are the typed text, right or wrong, so that a half-finished
 * invoice is kept exactly as it stands; `check-draft.ts` says what is still wrong with it. A draft beyond
 * `inputLimits` cannot be saved: the form says so at the field (`check-storable.ts`) and keeps the text.
 */
const typed = {
  number: () => z.string().max(inputLimits.number),
  code: () => z.string().max(inputLimits.code),
  name: () => z.string().max(inputLimits.name),
  text: () => z.string().max(inputLimits.text),
};

const customerChoice = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('existing'),
    id: z.string().max(40),
    name: typed.name(),
    /** ISO code, or null where the company keeps one currency. */
    currency: typed.code().nullable(),
    /** Its shipping address in QuickBooks, in lines; null where it has none, absent where not known. */
    shipAddress: typed.text().nullable().optional(),
    /** Its e-mail address in QuickBooks, likewise. */
    email: typed.name().nullable().optional(),
  }),
  z.object({ kind: z.literal('new'), name: typed.name() }),
]);

/** Which address QuickBooks works US automated sales tax out for. */
const shipTo = z.discriminatedUnion('kind', [
  /** The customer's shipping address in QuickBooks; the billing address where it has none. */
  z.object({ kind: z.literal('auto') }),
  z.object({ kind: z.literal('billing') }),
  z.object({ kind: z.literal('other'), address: typed.text() }),
]);

const discount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('percent'), value: typed.number() }),
  z.object({ kind: z.literal('amount'), value: typed.number() }),
]);

/** How often Pipedrive bills a row that is not billed once. */
export const billingFrequencies = [
  'weekly',
  'monthly',
  'quarterly',
  'semi-annually',
  'annually',
] as const;

/** What a row of the deal says and an invoice line cannot: the form names it beside the line. */
const dealRow = z.object({
  /** In another currency than the deal, so it is not taken over as the line's price. */
  otherPrice: z.object({ amount: typed.number(), currency: typed.code() }).optional(),
  billing: z
    .object({ frequency: z.enum(billingFrequencies), cycles: z.number().int().nullable() })
    .optional(),
  variation: z.literal(true).optional(),
});

const draftLine = z.object({
  /** Stable while the line lives, so that it can be moved and focused. */
  key: z.string().max(40),
  /** Pipedrive's product id, when the line came from the deal. */
  productId: z.number().int().nullable(),
  /** The QuickBooks item the line is linked to. `taxable` is the item's own US default. */
  item: z
    .object({ id: z.string().max(40), name: typed.name(), taxable: z.boolean().nullable() })
    .nullable(),
  dealRow: dealRow.optional(),
  description: typed.text(),
  quantity: typed.number(),
  /** Price of one, before the line's discount; with inclusive prices it contains the tax. */
  unitPrice: typed.number(),
  discount,
  /** Tax code id outside the US; `TAX`, `NON` or null (QuickBooks decides) inside. */
  taxCodeId: z.string().max(40).nullable(),
  /** Where that code came from: the rate in Pipedrive, the item, or the user. Absent: not known, or none. */
  taxCodeFrom: z.enum(['deal', 'item', 'user']).optional(),
  /** The rate Pipedrive has for the line, percent as decimal text; absent where it keeps no tax on it. */
  dealTax: z.string().max(40).optional(),
});

/** Where an amount is typed in the form: a line's price or discount by the line's key, or the whole discount. */
const amountPlace = z.string().max(60);

/** How the amounts of another currency became those of the invoice. */
const conversion = z.object({
  from: z.string().max(inputLimits.code),
  to: z.string().max(inputLimits.code),
  /** Units of `to` for one unit of `from`, decimal text; null where the numbers were typed.name() as they stood. */
  rate: z.string().max(40).nullable(),
  /** What each amount was before and after, so that going back restores it to the cent. */
  amounts: z
    .array(z.object({ at: amountPlace, before: typed.name(), after: typed.name() }))
    .max(1600),
});

export const draftContent = z.object({
  customer: z.object({
    choice: customerChoice,
    to: typed.text(),
    address: typed.text(),
    email: typed.name(),
    taxId: typed.name(),
    /** Absent in drafts of before it could be chosen: `auto`. */
    shipTo: shipTo.optional(),
  }),
  details: z.object({
    issueDate: typed.code(),
    term: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('none') }),
      z.object({ kind: z.literal('days'), days: z.number().int().min(0).max(999) }),
      z.object({ kind: z.literal('quickbooks'), id: z.string().max(40) }),
    ]),
    dueDate: typed.code(),
    /** ISO 4217 code. */
    currency: typed.code(),
    /** Of a foreign invoice in a multi-currency company; counts while currency and date are its own. */
    exchangeRate: exchangeRate.optional(),
    /** What the amounts are still in after another currency was chosen; Create asks what becomes of them. */
    amountsIn: typed.code().optional(),
    conversion: conversion.optional(),
    /** Empty: QuickBooks numbers the invoice. */
    number: typed.name(),
    taxMode: z.enum(['excluded', 'inclusive', 'none']),
    /** US without automated sales tax: the code whose rates apply to taxable lines. */
    salesTaxCodeId: z.string().max(40).nullable(),
    message: typed.text(),
    memo: typed.text(),
  }),
  lines: z.array(draftLine).max(inputLimits.lines),
  /** QuickBooks knows one discount for the whole invoice. */
  discount,
});

export type DraftContent = z.infer<typeof draftContent>;
export type DraftLine = z.infer<typeof draftLine>;
export type Conversion = z.infer<typeof conversion>;
export type Discount = z.infer<typeof discount>;
export type CustomerChoice = z.infer<typeof customerChoice>;
export type ShipTo = z.infer<typeof shipTo>;

type Chosen = Omit<Extract<CustomerChoice, { kind: 'existing' }>, 'kind'>;

/** A customer of QuickBooks as the draft keeps it. */
export const existingCustomer = (customer: Chosen): CustomerChoice => {
  const { id, name, currency, shipAddress, email } = customer;
  return {
    kind: 'existing',
    id,
    name,
    currency,
    ...(shipAddress !== undefined && { shipAddress }),
    ...(email !== undefined && { email }),
  };
};
