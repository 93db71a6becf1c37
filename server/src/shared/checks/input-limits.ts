/**
 * Limits of request fields, lengths in characters. They exceed those of QuickBooks, so that a draft
 * with a text that is too long for QuickBooks can be saved and shortened later.
 */
export const inputLimits = {
  id: 40,
  number: 40,
  /** Dates and currency codes as typed. */
  code: 40,
  /** Text of a search or filter. */
  search: 200,
  /** Names, e-mail addresses, tax ids. */
  name: 2000,
  /** Addresses, descriptions, messages and memos. */
  text: 10_000,
  lines: 750,
  /** Items of one bundle; QuickBooks allows 50. */
  bundleParts: 50,
  /**
   * Of one draft as JSON: 750 lines with descriptions of 120 characters in a script of two bytes a
   * character, converted from another currency, are 614 kB.
   */
  draftBytes: 640 * 1024,
  /** Of the lines that an estimate replaced, as JSON: about 300 lines. */
  replacedBytes: 96 * 1024,
  /** Unfinished ones. */
  draftsPerDeal: 50,
} as const;
