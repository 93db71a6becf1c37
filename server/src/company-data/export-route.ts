import { Readable } from 'node:stream';
import { and, eq, getTableColumns, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import { writeAudit } from '../audit/store.ts';
import { iso } from '../clock.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Dependencies } from '../context.ts';
import { type AnyColumn, primaryKeyOf } from '../db/schema-kit.ts';
import { transact } from '../db/transact.ts';
import { userOf } from '../requests.ts';
import { type CompanyTable, companyTables, exportedColumns, ofCompany } from './company-tables.ts';

/** Rows per page; thousands of invoices with their lines do not fit into memory at once. */
const pageSize = 200;

/** Connect tickets are not exported: they contain hashes and tokens, and expire within an hour. */
const { connectTickets: _, ...exportedTables } = companyTables;

/**
 * Matches the rows that the connection owner may export: of this realm or of no realm, and of user
 * settings only the owner's.
 */
const ofOwner = (
  table: CompanyTable,
  { companyId, userId }: Ctx,
  realmId: string,
): SQL | undefined => {
  const columns: Record<string, AnyColumn> = getTableColumns(table);
  const { realmId: realm } = columns;
  const inRealm = realm && or(eq(realm, realmId), realm.notNull ? eq(realm, '') : isNull(realm));
  const own =
    table === companyTables.userSettings
      ? eq(companyTables.userSettings.userId, userId)
      : undefined;
  return and(ofCompany(table, companyId), inRealm, own);
};

const listed = (parts: unknown[]) =>
  sql`(${sql.join(
    parts.map((part) => sql`${part}`),
    sql`, `,
  )})`;

/** Pages by primary key, so that rows inserted or deleted meanwhile do not shift later pages. */
async function* rowsOf(ctx: Ctx, table: CompanyTable, realmId: string) {
  const columns = exportedColumns(table);
  const key = primaryKeyOf(table);
  const wanted = ofOwner(table, ctx, realmId);
  for (let after: unknown[] | null = null; ; ) {
    const rows: Record<string, unknown>[] = await ctx.db
      .select(columns)
      .from(table)
      .where(and(wanted, after ? sql`${listed(Object.values(key))} > ${listed(after)}` : undefined))
      .orderBy(...Object.values(key))
      .limit(pageSize);
    yield* rows;
    const last = rows.at(-1);
    if (!last || rows.length < pageSize) return;
    after = Object.keys(key).map((name) => last[name]);
  }
}

/** Generates one JSON object with a list of rows per table. */
async function* exportOf(ctx: Ctx, realmId: string): AsyncGenerator<string> {
  const head = { exportedAt: iso(ctx.clock.now()), quickbooksCompany: realmId };
  yield JSON.stringify(head).slice(0, -1);
  for (const [name, table] of Object.entries(exportedTables)) {
    yield `,\n"${name}":[`;
    let between = '\n';
    for await (const row of rowsOf(ctx, table, realmId)) {
      yield between + JSON.stringify(row);
      between = ',\n';
    }
    yield ']';
  }
  yield '}\n';
}

/** `GET /api/company-data/export`: streams a file, which the JSON contract would hold in memory. */
export const exportRoute = (
  app: FastifyInstance,
  dependencies: Dependencies,
  signedIn: onRequestAsyncHookHandler,
): void => {
  app.get(
    '/api/company-data/export',
    { schema: { tags: ['company-data'] }, onRequest: signedIn },
    async (request, reply) => {
      const ctx = { ...dependencies, ...userOf(request) };
      const { companyId, userId, clock } = ctx;
      const { realmId } = await ownedConnection(ctx);
      const entry = { companyId, userId, realmId, at: clock.now() };
      await transact(ctx.db, (tx) => writeAudit(tx, { ...entry, action: 'data_exported' }));
      return reply
        .type('application/json; charset=utf-8')
        .header('content-disposition', 'attachment; filename="dealbill-export.json"')
        .send(Readable.from(exportOf(ctx, realmId)));
    },
  );
};
