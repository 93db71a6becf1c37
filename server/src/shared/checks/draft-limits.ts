/**
 * Intuit's field limits; lengths in characters.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/item
 */
export const draftLimits = {
  number: 21,
  message: 1000,
  memo: 4000,
  description: 4000,
  email: 100,
  /** Of BillEmailCc and of BillEmailBcc. */
  copies: 200,
  customerName: 500,
  itemName: 100,
  /** ResaleNum, the US customer's tax id; Intuit names no limit for PrimaryTaxIdentifier. */
  resaleNumber: 16,
  lines: 750,
  /** As many as a UnitPrice may have at most (`priceDecimals`). */
  quantityDecimals: 7,
  /** Decimals that QuickBooks stores of DiscountPercent. */
  percentDecimals: 2,
  amount: '99999999999.99',
} as const;

/**
 * Lengths of the fields of one line. Intuit names 31 for custom fields in older documents only, and
 * none for the others, which QuickBooks' own form cuts at 31.
 */
export const fieldLimits = {
  custom1: 31,
  custom2: 31,
  custom3: 31,
  trackingNumber: 31,
  shippingMethod: 31,
} as const;
