import {
  companyId,
  defineTable,
  index,
  instant,
  json,
  primaryKey,
  realmId,
  text,
} from '../db/schema-kit.ts';
import type { CompanyProfile, DealTaxCode } from '../shared/contract/company-profile.ts';
import { taxRoundings } from '../shared/tax/tax-rounding.ts';

/**
 * Every exchange rate read from QuickBooks; a rate that a form sends is accepted only if it is
 * here.
 */
export const exchangeRates = defineTable(
  'exchange_rates',
  {
    companyId: companyId(),
    realmId: realmId(),
    currency: text('currency').notNull(),
    /** The requested date, `YYYY-MM-DD`. */
    date: text('date').notNull(),
    /** Home units for one unit of the currency, decimal text. */
    rate: text('rate').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.companyId, table.realmId, table.currency, table.date, table.rate],
    }),
    index('exchange_rates_by_reading').on(table.readAt),
  ],
);

/** The stored profile of each connected QuickBooks company, and when it was read. */
export const companyProfiles = defineTable(
  'company_profiles',
  {
    companyId: companyId(),
    realmId: realmId(),
    /**
     * Rounding found in the totals of a created invoice; null while it is the tax regime's usual
     * one.
     */
    taxRounding: text('tax_rounding', { enum: taxRoundings }),
    /** Tax codes that users chose for rates in Pipedrive; null while there are none. */
    dealTaxCodes: json<DealTaxCode[]>('deal_tax_codes'),
    profile: json<CompanyProfile>('profile').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId] })],
);
