import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { companyProfiles } from '../company-profile/tables.ts';
import { connections } from '../connection/tables.ts';
import { drafts } from '../drafts/tables.ts';
import { grants } from '../install/tables.ts';
import { syncRanges, userSettings } from '../invoice-list/tables.ts';
import { type FormerDatabase, makeFormerDatabase, type Row } from '../testing/open-migrated.ts';
import type { Db } from './database.ts';
import { byDialect } from './dialect.ts';
import type { AnyTable } from './schema-kit.ts';
import { transact } from './transact.ts';

/** The last migrations with the former names. */
const last = { sqlite: 23, postgres: 2 };

const companyId = 1;
const realmId = '9341000000000000001';
const ofRealm = { company_id: companyId, realm_id: realmId };
const inRealm = { companyId, realmId };

const tokens = {
  state: 'active',
  access_token: 'encrypted a',
  refresh_token: 'encrypted r',
  expires_at: 50,
  version: 4,
  lease_owner: 'process',
  lease_until: 60,
};

const storedTokens = {
  state: 'active',
  accessToken: 'encrypted a',
  refreshToken: 'encrypted r',
  expiresAt: 50,
  version: 4,
  leaseId: 'process',
  leaseUntil: 60,
} as const;

const formerConnection = {
  ...ofRealm,
  ...tokens,
  id: 'c1',
  realm_name: 'Larch Ltd',
  holder_id: 2,
  holder_name: 'Ana',
  refresh_expires_at: 900,
  connected_at: 40,
};

const formerProfile = {
  ...ofRealm,
  tax_rounding: 'on_sum',
  profile: '{"name":"Larch"}',
  read_at: 5,
};

const formerRead = {
  ...ofRealm,
  customer_id: '58',
  stretches: '[{"from":"2027-01-01","to":"2027-01-31"}]',
  day: '{"date":"2026-12-31","count":3}',
  begun_at: 70,
  changes_until: 80,
  looking: '{"begunAt":90,"start":1000}',
  unreadable: 1,
};

const formerDraft = {
  ...ofRealm,
  id: 'd1',
  deal_id: 7,
  user_id: 2,
  state: 'created',
  version: 3,
  party: '{"party":"person","partyId":3}',
  content: '{"memo":"Desks"}',
  summary: '{"total":"120.00"}',
  proof: '{"agrees":true,"rows":[]}',
  invoice_id: '145',
  created_at: 1,
  updated_at: 2,
};

const formerGrant = {
  ...tokens,
  company_id: companyId,
  user_id: 2,
  api_domain: 'https://larch.pipedrive.com',
  company_name: 'Larch',
  company_domain: 'larch',
  user_name: 'Ana',
  installed_at: 30,
};

const formerRows: [table: string, row: Row][] = [
  ['connections', formerConnection],
  [
    'connections',
    { ...formerConnection, id: 'c0', state: 'ended', lease_owner: null, ended_at: 45 },
  ],
  ['grants', formerGrant],
  ['books_profiles', formerProfile],
  ['books_profiles', { ...formerProfile, realm_id: '4620816365', tax_rounding: null }],
  ['list_reads', formerRead],
  ['list_reads', { ...formerRead, customer_id: '', day: null, looking: null }],
  ['remembered', { company_id: companyId, user_id: 2, key: 'period', value: '{"kind":"all"}' }],
  ['drafts', formerDraft],
  ['drafts', { ...formerDraft, id: 'd2', proof: null, invoice_id: null, state: 'editing' }],
];

/** Renamed tables and columns that occur in indexes, keys and constraints or in their names. */
const renamed = [
  ['books_profiles', 'company_profiles'],
  ['list_reads', 'sync_ranges'],
  ['remembered', 'user_settings'],
  ['holder_id', 'owner_id'],
  ['holder_name', 'owner_name'],
  ['stretches', 'ranges'],
] as const;

const withNewNames = (name: string) =>
  renamed.reduce((text, [before, after]) => text.replaceAll(before, after), name);

/** Indexes with their definitions, primary keys, and on PostgreSQL all constraints. */
const schemaQuery = byDialect({
  sqlite: `select tbl_name || ': ' || coalesce(sql, name) as part from sqlite_master where type = 'index'
    union all select m.name || ' key ' || c.name || ' ' || c.pk from sqlite_master m join pragma_table_info(m.name) c
      where m.type = 'table' and c.pk > 0`,
  postgres: `select indexdef as part from pg_indexes where schemaname = 'public'
    union all select conrelid::regclass || ' ' || conname || ': ' || pg_get_constraintdef(oid)
      from pg_constraint where connamespace = 'public'::regnamespace`,
});

const schemaOf = async (database: FormerDatabase): Promise<string[]> => {
  const parts = await database.query(schemaQuery);
  return parts.map(({ part }) => String(part).replaceAll(/["`]/g, ''));
};

let former: FormerDatabase;
let schemaBefore: string[];
let db: Db;

beforeEach(async () => {
  former = await makeFormerDatabase(last);
  for (const [table, row] of formerRows) await former.insert(table, row);
  schemaBefore = await schemaOf(former);
  db = await former.upgrade();
});

afterEach(() => db.close());

/** The driver's code for a violated unique index or primary key. */
const duplicate = byDialect({ sqlite: 'SQLITE_CONSTRAINT', postgres: '23505' });

/** Inserts a row and returns the start of the driver's error code; null when it was stored. */
const refusalOf = async (table: AnyTable, row: object | undefined): Promise<string | null> => {
  try {
    await transact(db, (tx) => tx.insert(table).values(row ?? {}));
    return null;
  } catch (error) {
    const { code, cause } = error as { code?: string; cause?: { code?: string } };
    return `${cause?.code ?? code}`.replace(/_(PRIMARYKEY|UNIQUE)$/, '');
  }
};

describe('the upgrade to the names of the glossary', () => {
  it('keeps connections with owner, tokens and lease', async () => {
    const rows = await db.select().from(connections).orderBy(connections.id);
    const live = {
      ...inRealm,
      ...storedTokens,
      id: 'c1',
      realmName: 'Larch Ltd',
      ownerId: 2,
      ownerName: 'Ana',
      refreshExpiresAt: 900,
      connectedAt: 40,
      endedAt: null,
    };
    const ended = { ...live, id: 'c0', state: 'ended', leaseId: null, endedAt: 45 };
    expect(rows).toMatchObject([ended, live]);
    expect(rows).toHaveLength(2);
  });

  it('keeps grants with tokens and lease', async () => {
    expect(await db.select().from(grants)).toEqual([
      {
        ...storedTokens,
        companyId,
        userId: 2,
        apiDomain: 'https://larch.pipedrive.com',
        companyName: 'Larch',
        companyDomain: 'larch',
        userName: 'Ana',
        installedAt: 30,
      },
    ]);
  });

  it('keeps company profiles', async () => {
    const profile = { name: 'Larch' };
    expect(await db.select().from(companyProfiles).orderBy(companyProfiles.realmId)).toEqual([
      {
        companyId,
        realmId: '4620816365',
        taxRounding: null,
        dealTaxCodes: null,
        profile,
        readAt: 5,
      },
      { ...inRealm, taxRounding: 'on_sum', dealTaxCodes: null, profile, readAt: 5 },
    ]);
  });

  it('keeps sync ranges with their unfinished reads', async () => {
    const whole = {
      ...inRealm,
      customerId: '',
      ranges: [{ from: '2027-01-01', to: '2027-01-31' }],
      day: null,
      begunAt: 70,
      changesUntil: 80,
      unfinishedRead: null,
      unreadable: 1,
    };
    const day = { date: '2026-12-31', count: 3 };
    const unfinishedRead = { begunAt: 90, start: 1_000 };
    expect(await db.select().from(syncRanges).orderBy(syncRanges.customerId)).toEqual([
      whole,
      { ...whole, customerId: '58', day, unfinishedRead },
    ]);
  });

  it('keeps the settings of users', async () => {
    expect(await db.select().from(userSettings)).toEqual([
      { companyId, userId: 2, key: 'period', value: { kind: 'all' } },
    ]);
  });

  it('keeps drafts with the comparison of their totals', async () => {
    const rows = await db.select().from(drafts).orderBy(drafts.id);
    const created = {
      ...inRealm,
      id: 'd1',
      dealId: 7,
      userId: 2,
      state: 'created',
      version: 3,
      generation: 0,
      party: { party: 'person', partyId: 3 },
      filledFrom: null,
      content: { memo: 'Desks' },
      summary: { total: '120.00' },
      refusal: null,
      notCreated: false,
      totalsComparison: { agrees: true, rows: [] },
      invoiceId: '145',
      createdAt: 1,
      updatedAt: 2,
    };
    const editing = { id: 'd2', state: 'editing', totalsComparison: null, invoiceId: null };
    expect(rows).toEqual([created, { ...created, ...editing }]);
  });

  it('keeps every index and constraint, under the new names', async () => {
    expect(schemaBefore.filter((part) => withNewNames(part) !== part).length).toBeGreaterThan(4);
    // Later migrations add more, and replace the index of delivered notes by one of all operations
    // in Pipedrive, and the key of customer links by one with the currency.
    const replaced = [
      'INDEX delivered_notes',
      'customer_links_company_id_realm_id_party_party_id_pk',
    ];
    const kept = schemaBefore
      .map(withNewNames)
      .filter((part) => !replaced.some((name) => part.includes(name)));
    expect(await schemaOf(former)).toEqual(expect.arrayContaining(kept));
  });

  it.each<[string, AnyTable]>([
    ['company_profiles', companyProfiles],
    ['sync_ranges', syncRanges],
    ['user_settings', userSettings],
    ['connections', connections],
    ['drafts', drafts],
    ['grants', grants],
  ])('still refuses a second row of the same key in %s', async (_name, table) => {
    const [row] = await db.select().from(table);
    expect(await refusalOf(table, row)).toBe(duplicate);
  });

  it('still refuses a second live connection of a company', async () => {
    const [row] = await db.select().from(connections).where(eq(connections.id, 'c1'));
    expect(await refusalOf(connections, { ...row, id: 'c2', realmId: '9' })).toBe(duplicate);
  });
});
