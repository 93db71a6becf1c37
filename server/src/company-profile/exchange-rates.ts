import { and, desc, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import type { Db, Reader } from '../db/database.ts';
import { inRealm } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import type { ExchangeRate } from '../shared/money/exchange-rate.ts';
import { type ConnectedRealm, realmOf } from './connected-realm.ts';
import { exchangeRates } from './tables.ts';

/** Rates of a day are settled by the hour at most. */
const freshForMs = 60 * 60_000;

type RateKey = { companyId: number; realmId: string; currency: string; date: string };

const ofKey = ({ companyId, realmId, currency, date }: RateKey) =>
  and(
    inRealm(exchangeRates, { companyId, realmId }),
    eq(exchangeRates.currency, currency),
    eq(exchangeRates.date, date),
  );

/**
 * QuickBooks' rate of a date, null when it has none. One call, none within an hour of the last. Throws
 * what the gateway throws.
 */
export const exchangeRateOn = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  of: { currency: string; date: string },
): Promise<string | null> => {
  const key = { ...of, companyId: ctx.companyId, realmId: connection.realmId };
  const [last] = await ctx.db
    .select({ rate: exchangeRates.rate, readAt: exchangeRates.readAt })
    .from(exchangeRates)
    .where(ofKey(key))
    .orderBy(desc(exchangeRates.readAt))
    .limit(1);
  if (last && ctx.clock.now() - last.readAt < freshForMs) return last.rate;
  const rate = await ctx.quickbooks.exchangeRate(realmOf(connection), of);
  if (rate !== null) await keepRate(ctx.db, { ...key, rate, readAt: ctx.clock.now() });
  return rate;
};

/** Every value that was read is kept: a form that shows an earlier one may still send it. */
const keepRate = (db: Db, row: typeof exchangeRates.$inferInsert): Promise<void> => {
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

/** Whether QuickBooks gave this rate for its currency and date, in these books. */
export const wasRead = async (
  db: Reader,
  of: { companyId: number; realmId: string },
  { currency, date, rate }: ExchangeRate,
): Promise<boolean> => {
  const [row] = await db
    .select({ rate: exchangeRates.rate })
    .from(exchangeRates)
    .where(and(ofKey({ ...of, currency, date }), eq(exchangeRates.rate, rate)))
    .limit(1);
  return row !== undefined;
};
