import { and, eq } from 'drizzle-orm';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import { type Period, period } from './contract.ts';
import { firstPeriod } from './period.ts';
import { userSettings } from './tables.ts';

type Caller = Pick<Ctx, 'db' | 'companyId' | 'userId'>;

/** Returns the user's last period, or the default one. */
export const lastPeriod = async ({ db, companyId, userId }: Caller): Promise<Period> => {
  const [row] = await db
    .select({ value: userSettings.value })
    .from(userSettings)
    .where(
      and(
        eq(userSettings.companyId, companyId),
        eq(userSettings.userId, userId),
        eq(userSettings.key, 'period'),
      ),
    )
    .limit(1);
  return period.safeParse(row?.value).data ?? firstPeriod;
};

export const rememberPeriod = async (
  { db, companyId, userId }: Caller,
  value: Period,
): Promise<void> => {
  await transact(db, (tx) =>
    tx
      .insert(userSettings)
      .values({ companyId, userId, key: 'period', value })
      .onConflictDoUpdate({
        target: [userSettings.companyId, userSettings.userId, userSettings.key],
        set: { value },
      }),
  );
};
