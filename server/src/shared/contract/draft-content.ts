import * as z from 'zod';
import { inputLimits } from '../checks/input-limits.ts';
import { exchangeRate } from '../money/exchange-rate.ts';

/**
 * The form as typed. Numbers and dates are unparsed text, so an unfinished draft is stored
 * unchanged; `check-draft.ts` finds its errors. `check-storable.ts` rejects a draft that exceeds
 * `inputLimits`.
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
    /** ISO 4217 code; null in a single-currency company. */
    currency: typed.code().nullable(),
    /** Shipping address in QuickBooks, in lines; null when there is none, absent when not read. */
    shipAddress: typed.text().nullable().optional(),
    /** E-mail address in QuickBooks; null when there is none, absent when not read. */
    email: typed.name().nullable().optional(),
  }),
  z.object({ kind: z.literal('new'), name: typed.name() }),
]);

/** Address for which QuickBooks calculates US automated sales tax. */
const shipTo = z.discriminatedUnion('kind', [
  /** The customer's shipping address in QuickBooks, else the billing address. */
  z.object({ kind: z.literal('auto') }),
  z.object({ kind: z.literal('billing') }),
  z.object({ kind: z.literal('other'), address: typed.text() }),
]);

/** Where a French company sells to; it decides the account together with the tax code. */
export const saleLocations = [
  'within_france',
  'france_overseas',
  'other_eu',
  'outside_eu',
] as const;

const discount = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({ kind: z.literal('percent'), value: typed.number() }),
  z.object({ kind: z.literal('amount'), value: typed.number() }),
]);

/**
 * A class or location. `id` is null for a text of Pipedrive that QuickBooks' list does not have.
 */
const listChoice = z.object({ id: z.string().max(inputLimits.id).nullable(), name: typed.name() });

/** Further fields of the invoice, as far as they are filled. */
const furtherFields = z.object({
  custom1: typed.text().optional(),
  custom2: typed.text().optional(),
  custom3: typed.text().optional(),
  shipDate: typed.text().optional(),
  trackingNumber: typed.text().optional(),
  shippingMethod: typed.text().optional(),
  /** Where each line has a class: that of the lines without their own. */
  class: listChoice.optional(),
  location: listChoice.optional(),
});

/** Billing frequencies of recurring products in Pipedrive. */
export const billingFrequencies = [
  'weekly',
  'monthly',
  'quarterly',
  'semi-annually',
  'annually',
] as const;

/**
 * Properties of a deal product that an invoice line lacks; the form shows them next to the line.
 */
const dealRow = z.object({
  /** Price in another currency than the deal, which is not copied into the line. */
  otherPrice: z.object({ amount: typed.number(), currency: typed.code() }).optional(),
  billing: z
    .object({
      frequency: z.enum(billingFrequencies),
      cycles: z.number().int().nullable(),
      /** First billing; absent when Pipedrive has none. */
      startDate: typed.code().optional(),
    })
    .optional(),
  /** Name of the product's variation; true while it is not known. */
  variation: z.union([z.literal(true), typed.name()]).optional(),
});

/** An item in a bundle, as QuickBooks had it when the bundle was chosen. */
const bundlePart = z.object({
  item: z.object({ id: z.string().max(40), name: typed.name(), taxable: z.boolean().nullable() }),
  description: typed.text(),
  /** In one bundle. */
  quantity: typed.number(),
  unitPrice: typed.number(),
  taxCodeId: z.string().max(40).nullable(),
});

export const draftLine = z.object({
  /** Stable key of the line, for moving and focusing it. */
  key: z.string().max(40),
  /** A description without item, figures and tax; absent in lines that sell an item. */
  kind: z.literal('text').optional(),
  /** Pipedrive's product id, when the line came from the deal. */
  productId: z.number().int().nullable(),
  /** The product's name in Pipedrive, to remember beside its item. */
  productName: typed.name().optional(),
  /**
   * The QuickBooks item the line is linked to; `id` is null for one that is created with the
   * invoice. `taxable` is the item's own US default.
   */
  item: z
    .object({
      id: z.string().max(40).nullable(),
      name: typed.name(),
      taxable: z.boolean().nullable(),
    })
    .nullable(),
  /**
   * How the form found the item: by the product's link, by its name, or as the company's default.
   * Absent when the user selected it.
   */
  itemFrom: z.enum(['link', 'name', 'default']).optional(),
  dealRow: dealRow.optional(),
  description: typed.text(),
  /** A bundle of QuickBooks with its items; the line has no item, price or tax code of its own. */
  bundle: z
    .object({
      id: z.string().max(40),
      name: typed.name(),
      parts: z.array(bundlePart).max(inputLimits.bundleParts),
    })
    .optional(),
  /**
   * A percentage of the lines that are no fees; the form keeps `unitPrice` equal to it until the
   * user types another price.
   */
  fee: z.object({ percent: typed.number() }).optional(),
  /** Date of the service; absent or empty without one. */
  serviceDate: typed.code().optional(),
  quantity: typed.number(),
  /** Price of one unit before the line's discount; contains the tax when prices are inclusive. */
  unitPrice: typed.number(),
  discount,
  /** Tax code id outside the US; `TAX`, `NON` or null (QuickBooks decides) inside. */
  taxCodeId: z.string().max(40).nullable(),
  /**
   * Source of the tax code: the rate in Pipedrive, an earlier choice for this rate, the item or the
   * user. Absent when unknown.
   */
  taxCodeFrom: z.enum(['deal', 'remembered', 'item', 'user']).optional(),
  /** Tax rate of the deal product, percent as decimal text; absent when it has none. */
  dealTax: z.string().max(40).optional(),
  /** Absent: that of the invoice. */
  class: listChoice.optional(),
});

/** The invoice's shipping, which QuickBooks adds after its discount. */
const shipping = z.object({
  /** Contains the tax when prices are inclusive. */
  amount: typed.number(),
  /** As in a line; null in the US, where QuickBooks decides. */
  taxCodeId: z.string().max(inputLimits.id).nullable(),
});

/** Field of an amount: price or discount of a line, by its key, or the invoice discount. */
const amountPlace = z.string().max(60);

/** Conversion of the amounts into the currency of the invoice. */
const conversion = z.object({
  from: z.string().max(inputLimits.code),
  to: z.string().max(inputLimits.code),
  /** Units of `to` per unit of `from`, decimal text; null when the numbers were kept unchanged. */
  rate: z.string().max(40).nullable(),
  /**
   * Where the rate is from, and its date; absent in older drafts, and after several conversions.
   */
  source: z.object({ from: z.enum(['quickbooks', 'typed']), date: z.string().max(10) }).optional(),
  /** Each amount before and after, so that switching back restores it to the cent. */
  amounts: z
    .array(z.object({ at: amountPlace, before: typed.name(), after: typed.name() }))
    .max(1600),
});

/** What an estimate took the place of, to take it back. */
const beforeEstimate = z.object({
  lines: z.array(draftLine).max(inputLimits.lines),
  discount,
  shipping: shipping.optional(),
  currency: typed.code(),
  amountsIn: typed.code().optional(),
  conversion: conversion.optional(),
  taxMode: z.enum(['excluded', 'inclusive', 'none']),
  salesTaxCodeId: z.string().max(40).nullable(),
});

/** The estimate that the invoice bills. QuickBooks closes it when the invoice is created. */
const estimateLink = z.object({
  id: z.string().max(inputLimits.id),
  number: typed.name(),
  /** The customer that the estimate belongs to. */
  customerId: z.string().max(inputLimits.id),
  issueDate: typed.code(),
  /** Last day on which it is valid; null without one. */
  expiresOn: typed.code().nullable(),
  total: typed.number(),
  currency: typed.code(),
  /** Lines of the estimate that were not copied. */
  left: z.number().int().min(0).max(inputLimits.lines),
  /** Absent when it was too large to store. */
  before: beforeEstimate.optional(),
});

export const draftContent = z.object({
  customer: z.object({
    choice: customerChoice,
    to: typed.text(),
    address: typed.text(),
    email: typed.name(),
    /** Whether the e-mail is the deal's, that of the customer's last invoice, or typed. */
    emailFrom: z.enum(['deal', 'remembered', 'user']).optional(),
    /** Addresses for copies; absent in older drafts, which get those of the preferences. */
    cc: typed.name().optional(),
    bcc: typed.name().optional(),
    /** Whether they are QuickBooks' defaults, those of the customer's last invoice, or typed. */
    copiesFrom: z.enum(['company', 'remembered', 'user']).optional(),
    taxId: typed.name(),
    /** Absent in older drafts, which use `auto`. */
    shipTo: shipTo.optional(),
    /** Chosen by the user of a French company; absent: as the address says. */
    saleLocation: z.enum(saleLocations).optional(),
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
    /** Rate of a foreign-currency invoice; ignored when its currency or date differs. */
    exchangeRate: exchangeRate.optional(),
    /**
     * Currency of the amounts when it is not the invoice's; they must be converted before creating.
     */
    amountsIn: typed.code().optional(),
    conversion: conversion.optional(),
    /** Empty to let QuickBooks assign the number. */
    number: typed.name(),
    taxMode: z.enum(['excluded', 'inclusive', 'none']),
    /** Tax code of taxable lines in the US without automated sales tax. */
    salesTaxCodeId: z.string().max(40).nullable(),
    message: typed.text(),
    memo: typed.text(),
  }),
  /** Absent in drafts of older versions. */
  fields: furtherFields.optional(),
  lines: z.array(draftLine).max(inputLimits.lines),
  /** Discount of the whole invoice; QuickBooks supports one. */
  discount,
  shipping: shipping.optional(),
  estimate: estimateLink.optional(),
  /** The invoice bills by how much the deal changed since its earlier invoices. */
  billsDifference: z.literal(true).optional(),
});

export type DraftContent = z.infer<typeof draftContent>;
export type EstimateLink = z.infer<typeof estimateLink>;
export type DraftLine = z.infer<typeof draftLine>;
export type ListChoice = z.infer<typeof listChoice>;
export type FurtherFields = z.infer<typeof furtherFields>;
export type Conversion = z.infer<typeof conversion>;
export type Bundle = NonNullable<DraftLine['bundle']>;
export type Shipping = z.infer<typeof shipping>;
export type Discount = z.infer<typeof discount>;
export type CustomerChoice = z.infer<typeof customerChoice>;
export type ShipTo = z.infer<typeof shipTo>;
export type SaleLocation = (typeof saleLocations)[number];

type Chosen = Omit<Extract<CustomerChoice, { kind: 'existing' }>, 'kind'>;

/** A QuickBooks customer as stored in the draft. */
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
