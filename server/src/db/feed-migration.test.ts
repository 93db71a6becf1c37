import { eq } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { turns } from '../scheduler/tables.ts';
import { makeFormerDatabase } from '../testing/open-migrated.ts';
import type { Db } from './database.ts';

/** The last migrations without a change feed. */
const last = { sqlite: 25, postgres: 4 };

let db: Db | null = null;
afterEach(() => db?.close());

const connection = {
  realm_name: 'Larch Ltd',
  owner_id: 2,
  owner_name: 'Ana',
  access_token: 'a',
  refresh_token: 'r',
  expires_at: 50,
  version: 4,
  connected_at: 40,
};

it('begins the change feed of companies that are connected already', async () => {
  const former = await makeFormerDatabase(last);
  const rows = [
    { id: 'c1', company_id: 1, realm_id: '11', state: 'active' },
    { id: 'c2', company_id: 2, realm_id: '22', state: 'broken' },
    { id: 'c3', company_id: 3, realm_id: '33', state: 'ended' },
  ];
  for (const row of rows) await former.insert('connections', { ...connection, ...row });
  db = await former.upgrade();
  const begun = await db.select().from(turns).where(eq(turns.job, 'feed'));
  expect(begun).toMatchObject([
    { companyId: 1, realmId: '11', dueAt: 0, urgent: false, leaseUntil: null, fence: 0 },
  ]);
});
