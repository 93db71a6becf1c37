import { and, eq } from 'drizzle-orm';
import { transact } from '../db/transact.ts';
import { storedSync } from '../initial-sync/store.ts';
import { names } from '../names/tables.ts';
import { makeDue } from '../scheduler/turns.ts';
import { control } from './control.ts';
import { openFeedFixture } from './feed-fixture.ts';
import type { RealmLike } from './make-company.ts';
import { runDue } from './run-due.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

/** Opens a feed fixture whose initial sync has not begun, with changes of names in QuickBooks. */
export const openInitialSyncFixture = async (
  like: RealmLike = 'us',
  { env = {} }: { env?: Record<string, string> } = {},
) => {
  const fixture = await openFeedFixture(like, { env });
  const { dependencies, clock, realmKey } = fixture;
  const { db, settings } = dependencies;
  const { companyId, realmId } = realmKey;

  const inRealm = <T>(what: string, body: object) =>
    control<T>(settings.quickbooks.apiUrl, 'POST', `realms/${realmId}/${what}`, body);

  return {
    ...fixture,
    inRealm,
    /** Makes the initial sync due, and runs it until it has nothing to do. */
    async readAll(): Promise<number> {
      await transact(db, (tx) =>
        makeDue(tx, { ...realmKey, job: 'initial_sync' }, clock.now(), clock.now()),
      );
      return runDue(dependencies, ['initial_sync']);
    },
    progress: () => storedSync(db, realmKey),
    /** Mirrored names of a kind, by id. */
    async mirroredNames(kind: (typeof names.$inferSelect)['kind']) {
      const rows = await db
        .select()
        .from(names)
        .where(
          and(eq(names.companyId, companyId), eq(names.realmId, realmId), eq(names.kind, kind)),
        );
      return new Map(rows.map((row) => [row.nameId, row]));
    },
    saveCustomer: (body: object) => inRealm<{ Id: string }>('customers', body),
    saveVendor: (body: object) => inRealm<{ Id: string }>('vendors', body),
    saveEmployee: (body: object) => inRealm<{ Id: string }>('employees', body),
    saveItem: (body: object) =>
      writeInQuickbooks(dependencies, realmId, 'Item', {
        Type: 'Service',
        IncomeAccountRef: { value: '1' },
        ...body,
      }),
    mergeCustomers: (from: string, into: string) => inRealm('customers/merge', { from, into }),
  };
};

export type InitialSyncFixture = Awaited<ReturnType<typeof openInitialSyncFixture>>;
