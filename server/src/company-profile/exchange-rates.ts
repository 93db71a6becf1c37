import { and, desc, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Db, Reader } from '../db/database.ts';
import { inRealm } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { ExchangeRate } from '../shared/money/exchange-rate.ts';
import { type ConnectedRealm, realmOf } from './connected-realm.ts';
import { exchangeRates } from './tables.ts';

const freshForMs = 60 * 60_000;

type RateKey = { companyId: number; realmId: string; currency: string; date: string };

const matchesKey = ({ companyId, realmId, currency, date }: RateKey) =>
  and(
    inRealm(exchangeRates, { companyId, realmId }),
    eq(exchangeRates.currency, currency),
    eq(exchangeRates.date, date),
  );

/**
 * Returns QuickBooks' exchange rate of a date as home units for one unit of the currency, decimal
 * text; null when it has none. At most one call an hour for each rate. Throws what the gateway
 * throws.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/exchangerate
 */
export const exchangeRateOn = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  query: { currency: string; date: string },
): Promise<string | null> => {
  const key = { ...query, companyId: ctx.companyId, realmId: connection.realmId };
  const [latest] = await ctx.db
    .select({ rate: exchangeRates.rate, readAt: exchangeRates.readAt })
    .from(exchangeRates)
    .where(matchesKey(key))
    .orderBy(desc(exchangeRates.readAt))
    .limit(1);
  if (latest && ctx.clock.now() - latest.readAt < freshForMs) return latest.rate;
  const rate = await ctx.quickbooks.exchangeRate(realmOf(connection), query);
  if (rate !== null) await storeRate(ctx.db, { ...key, rate, readAt: ctx.clock.now() });
  return rate;
};

/** Stores the rate beside earlier ones: a form filled with an earlier rate may still send it. */
const storeRate = (db: Db, row: typeof exchangeRates.$inferInsert): Promise<void> => {
  const { companyId, realmId, currency, date, rate } = exchangeRates;
  return transact(db, async (tx) => {
    await tx
      .insert(exchangeRates)
      .values(row)
      .onConflictDoUpdate({
        target: [companyId, realmId, currency, date, rate],
        set: { readAt: row.readAt },
      });
  });
};

/** Whether QuickBooks returned this rate for its currency and date, in this realm. */
export const isRateFromQuickbooks = async (
  db: Reader,
  realm: { companyId: number; realmId: string },
  { currency, date, rate }: ExchangeRate,
): Promise<boolean> => {
  const [row] = await db
    .select({ rate: exchangeRates.rate })
    .from(exchangeRates)
    .where(and(matchesKey({ ...realm, currency, date }), eq(exchangeRates.rate, rate)))
    .limit(1);
  return row !== undefined;
};
