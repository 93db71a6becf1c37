import { and, eq } from 'drizzle-orm';
import { activeConnection } from '../connection/invoice-access.ts';
import { transact } from '../db/transact.ts';
import { linkToDeal } from '../invoices/mirror/mirror.ts';
import { refreshInvoices } from '../invoices/mirror/refresh-invoices.ts';
import { invoices } from '../invoices/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import { openFeed } from '../sync/feed-store.ts';
import { accountantAt } from './accountant.ts';
import { control } from './control.ts';
import { openInvoiceFixture } from './invoice-fixture.ts';
import type { RealmLike } from './make-company.ts';
import { runDue } from './run-due.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

/** The default of CHANGES_EVERY_MS, and a second for what happens at its end. */
const intervalMs = 15 * 60_000 + 1_000;

/**
 * Opens an invoice fixture whose company's change feed has been read once. Without a user's action,
 * the mirror then changes only in `interval`.
 */
export const openFeedFixture = async (
  like: RealmLike = 'us',
  { env = {} }: { env?: Record<string, string> } = {},
) => {
  const fixture = await openInvoiceFixture(like, { env });
  const { dependencies, clock, company, dealId } = fixture;
  const { db, settings } = dependencies;
  const { companyId, realmId, owner } = company;
  const realmKey = { companyId, realmId };
  const accountant = accountantAt(fixture);

  /** Lets an interval pass, by default one, and then runs the feed's job. */
  const interval = async (ms = intervalMs) => {
    clock.advance(ms);
    return runDue(dependencies, ['feed']);
  };

  const feed = async () => {
    const row = await openFeed(db, realmKey, clock.now());
    if (!row) throw new Error('The feed has no row');
    return row;
  };

  await transact(db, (tx) => makeDue(tx, { ...realmKey, job: 'feed' }, clock.now(), clock.now()));
  clock.advance(1_000);
  await runDue(dependencies, ['feed']);

  return {
    ...fixture,
    realmKey,
    accountant,
    interval,
    feed,
    /** Every mirrored invoice by its id. */
    async mirror() {
      const rows = await db
        .select()
        .from(invoices)
        .where(and(eq(invoices.companyId, companyId), eq(invoices.realmId, realmId)));
      return new Map(rows.map((row) => [row.invoiceId, row]));
    },
    /** Mirrors invoices and links them to the deal. */
    async link(invoiceIds: string[], customerId = '1') {
      const ctx = fixture.as(owner);
      const unseen = invoiceIds.map((invoiceId) => ({ invoiceId, customerId }));
      await refreshInvoices(ctx, await activeConnection(ctx), unseen, 'list');
      const link = { how: 'linked' as const, linkedById: owner.userId, linkedAt: clock.now() };
      await transact(db, async (tx) => {
        for (const invoiceId of invoiceIds) {
          await linkToDeal(tx, { ...realmKey, dealId, invoiceId, ...link });
        }
      });
    },
    /** Pays an invoice in QuickBooks. */
    payIn: (invoiceId: string, amount: string) =>
      control(settings.quickbooks.apiUrl, 'POST', `realms/${realmId}/payments`, {
        invoiceId,
        amount,
      }),
    /** Voids or deletes an invoice as the accountant. */
    async removeIn(invoiceId: string, operation: 'void' | 'delete') {
      const { invoices: all } = await accountant.contents();
      const found = all.find(({ Id }) => Id === invoiceId);
      if (!found) return;
      const body = { Id: found.Id, SyncToken: found.SyncToken };
      await writeInQuickbooks(dependencies, realmId, 'Invoice', body, operation);
    },
  };
};

export type FeedFixture = Awaited<ReturnType<typeof openFeedFixture>>;
