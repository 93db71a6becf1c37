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
import type { CompanyProfile } from '../shared/contract/company-profile.ts';
import { taxRoundings } from '../shared/tax/tax-rounding.ts';

/** Every exchange rate that QuickBooks gave, so that the one a form sends can be told from a made-up one. */
export const exchangeRates = defineTable(
  'exchange_rates',
  {
    companyId: companyId(),
    realmId: realmId(),
    currency: text('currency').notNull(),
    /** The date asked for, `YYYY-MM-DD`. */
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

/** What we know of a connected QuickBooks company, and since when. */
export const companyProfiles = defineTable(
  'books_profiles',
  {
    companyId: companyId(),
    realmId: realmId(),
    /** How QuickBooks' totals were seen to be rounded, where that is not the usual way. */
    taxRounding: text('tax_rounding', { enum: taxRoundings }),
    profile: json<CompanyProfile>('profile').notNull(),
    readAt: instant('read_at').notNull(),
  },
  (table) => [primaryKey({ columns: [table.companyId, table.realmId] })],
);
