import { and, desc, eq, sql } from 'drizzle-orm';
import { iso } from '../clock.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import { liveConnection } from '../connection/store.ts';
import type { Ctx, Service } from '../context.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { requireGrant } from '../install/service.ts';
import { countOffers } from '../invoice-offers/offers.ts';
import { invoiceRow } from '../invoices/invoice-row.ts';
import { rowColumns } from '../invoices/mirror/invoice-row-queries.ts';
import { rowContextFor } from '../invoices/row-context.ts';
import { invoices } from '../invoices/tables.ts';
import type { Output } from '../shared/contract/contract.ts';
import { storedFeed } from '../sync/feed-store.ts';
import { changeSettings, resetSettings } from './change-settings.ts';
import type { syncSettings } from './contract.ts';
import { firstConnectedOn, storedSyncSettings, syncSettingsOf } from './store.ts';

type Current = NonNullable<Output<(typeof syncSettings)['show']>['current']>;

/**
 * What is synced from the connected QuickBooks company. Every user with the app may read it; only
 * the connection owner may change it, and sees examples from invoices.
 */
export const syncSettingsService: Service<typeof syncSettings> = {
  async show(ctx) {
    await requireGrant(ctx);
    const connection = await liveConnection(ctx.db, ctx.companyId);
    if (!connection) return { current: null };
    const { realmId, ownerId, ownerName } = connection;
    const realmKey = { companyId: ctx.companyId, realmId };
    const settings = await syncSettingsOf(ctx.db, realmKey);
    const isYou = ownerId === ctx.userId;
    const lastReadAt = (await storedFeed(ctx.db, realmKey))?.lastReadAt ?? null;
    return {
      current: {
        settings,
        isPreset: (await storedSyncSettings(ctx.db, realmKey)) === null,
        connectedOn: await firstConnectedOn(ctx.db, realmKey),
        owner: { name: ownerName, isYou },
        lastReadAt: lastReadAt === null ? null : iso(lastReadAt),
        own: isYou ? await ownData(ctx, realmKey, settings.from) : null,
      },
    };
  },

  async change(ctx, changed) {
    const { realmId } = await ownedConnection(ctx);
    const { db, companyId, userId, clock } = ctx;
    await changeSettings(db, { companyId, realmId, userId, at: clock.now() }, changed);
    return {};
  },

  async reset(ctx) {
    const { realmId } = await ownedConnection(ctx);
    const { db, companyId, userId, clock } = ctx;
    await resetSettings(db, { companyId, realmId, userId, at: clock.now() });
    return {};
  },
};

const ownData = async (ctx: Ctx, realmKey: RealmKey, from: string): Promise<Current['own']> => {
  const [row] = await ctx.db
    .select(rowColumns)
    .from(invoices)
    .where(
      and(
        inRealm(invoices, realmKey),
        eq(invoices.deleted, false),
        eq(invoices.voided, false),
        sql`exists (select 1 from deal_invoices d where d.company_id = invoices.company_id
          and d.realm_id = invoices.realm_id and d.invoice_id = invoices.invoice_id)`,
      ),
    )
    .orderBy(desc(invoices.issueDate), desc(invoices.createdAt))
    .limit(1);
  const rowContext = await rowContextFor(ctx, { realmId: realmKey.realmId, state: 'active' });
  const shown = row && invoiceRow(row, rowContext);
  return {
    invoice: shown
      ? {
          number: shown.number,
          customerName: shown.customerName,
          total: shown.total,
          currency: shown.currency,
          status: shown.status,
        }
      : null,
    ...(await countOffers(ctx.db, realmKey, from)),
  };
};
