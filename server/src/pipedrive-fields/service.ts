import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import { type ConnectionRow, liveConnection } from '../connection/store.ts';
import type { Ctx, Service } from '../context.ts';
import { requireGrant } from '../install/service.ts';
import { grantOf } from '../install/store.ts';
import { fieldsOf } from '../preferences/cached-fields.ts';
import type { Output } from '../shared/contract/contract.ts';
import { fallbackWhenRefused } from '../vendor-calls/fallback-when-unavailable.ts';
import { createField, useField } from './choose-field.ts';
import { factsOf, type pipedriveFields, type RecordKind, recordKinds } from './contract.ts';
import { countDueRecords } from './dirty-records.ts';
import { isSuitable, newFieldOf } from './field-types.ts';
import type { Facts } from './field-values.ts';
import { countRecords, lastLinked } from './read-invoices.ts';
import { factsOfRecord } from './record-facts.ts';
import { disableField, enableField, type FieldRow, fieldRows, refusedRecords } from './store.ts';
import { problemOf } from './update-record.ts';

type Shown = Output<(typeof pipedriveFields)['show']>;

/**
 * Settings of the fields in Pipedrive, for the whole company. Every user with the app may read
 * them; only the connection owner, whose permission is used, may change them and sees examples.
 */
export const pipedriveFieldsService: Service<typeof pipedriveFields> = {
  async show(ctx) {
    const { apiDomain } = await requireGrant(ctx);
    const connection = await liveConnection(ctx.db, ctx.companyId);
    const realmKey = connection && { companyId: ctx.companyId, realmId: connection.realmId };
    const rows = await fieldRows(ctx.db, ctx.companyId);
    const [records, refused, writer, waiting] = await Promise.all([
      Promise.all(recordKinds.map((of) => showRecord(ctx, connection, of, rows))),
      refusedRecords(ctx.db, ctx.companyId),
      writerOf(ctx, connection),
      realmKey ? countDueRecords(ctx.db, realmKey, ctx.clock.now()) : 0,
    ]);
    return {
      records,
      writer,
      failures: refused.latest.flatMap(({ of, recordId: id, failure }) =>
        failure
          ? [{ ...failure, of, id, url: `${apiDomain}/${of}/${id}`, at: iso(failure.at) }]
          : [],
      ),
      refused: refused.count,
      waiting,
    };
  },

  async choose(ctx, { of, name, choice }) {
    const { realmId } = await ownedConnection(ctx);
    if (!factsOf[of].includes(name)) throw new AppError('invalid_input');
    const { companyId, userId, db, clock } = ctx;
    const change = { companyId, realmId, userId, at: clock.now() };
    const fact = { of, name };
    if (choice.kind === 'off') {
      await disableField(db, change, fact);
      return { count: 0 };
    }
    const usedCodes = usedByOthers(await fieldRows(db, companyId), fact);
    const field =
      choice.kind === 'create'
        ? await createField(ctx, fact, usedCodes)
        : await useField(ctx, fact, choice.code);
    const count = await enableField(db, change, field);
    if (count === null) throw new AppError('not_possible');
    return { count };
  },
};

const usedByOthers = (rows: FieldRow[], { of, name }: Pick<FieldRow, 'of' | 'name'>): string[] =>
  rows
    .filter((one) => one.enabled && one.of === of && one.name !== name)
    .map(({ fieldCode }) => fieldCode);

const showRecord = async (
  ctx: Ctx,
  connection: ConnectionRow | null,
  of: RecordKind,
  rows: FieldRow[],
): Promise<Shown['records'][number]> => {
  const [fields, example, count] = await Promise.all([
    // Skips the cache, so that the page lists fields that were just added or deleted in Pipedrive.
    fieldsOf(ctx, of, { fresh: true }),
    exampleOf(ctx, connection, of),
    connection
      ? countRecords(ctx.db, { companyId: ctx.companyId, realmId: connection.realmId }, of)
      : 0,
  ]);
  const facts = factsOf[of].map((name) => {
    const row = rows.find((one) => one.of === of && one.name === name);
    const usedCodes = usedByOthers(rows, { of, name });
    const current = fields.find(({ code }) => code === row?.fieldCode);
    return {
      name,
      enabled: row?.enabled ?? false,
      newField: newFieldOf(name).name,
      field: row ? { code: row.fieldCode, name: current?.name ?? row.fieldName } : null,
      problem: row?.enabled ? (row.problem ?? problemOf(row, fields)) : null,
      candidates: fields
        .filter((field) => isSuitable(name, field) && !usedCodes.includes(field.code))
        .map((field) => ({ code: field.code, name: field.name })),
      example: example?.facts[name] ?? null,
    };
  });
  return { of, facts, example: example && { id: example.id, name: example.name }, count };
};

/** Values of the last linked record, for the connection owner only, who alone sees invoices. */
const exampleOf = async (
  ctx: Ctx,
  connection: ConnectionRow | null,
  of: RecordKind,
): Promise<{ id: number; name: string; facts: Facts } | null> => {
  if (connection?.ownerId !== ctx.userId) return null;
  const { realmId } = connection;
  const recordId = await lastLinked(ctx.db, { companyId: ctx.companyId, realmId }, of);
  if (recordId === null) return null;
  const name = await fallbackWhenRefused(() => nameOf(ctx, of, recordId), '');
  const { facts } = await factsOfRecord(ctx, realmId, { of, recordId });
  return { id: recordId, name, facts };
};

const nameOf = async (ctx: Ctx, of: RecordKind, recordId: number): Promise<string> =>
  of === 'deal'
    ? (await ctx.dealCheck(ctx, recordId)).title
    : (await ctx.pipedrive[of](ctx, recordId)).name;

const writerOf = async (ctx: Ctx, connection: ConnectionRow | null): Promise<Shown['writer']> => {
  if (!connection) return null;
  const { ownerId, ownerName, state } = connection;
  const grant = await grantOf(ctx.db, { companyId: ctx.companyId, userId: ownerId });
  const isInstalled = grant?.state === 'active';
  return {
    name: ownerName,
    isYou: ownerId === ctx.userId,
    state: !isInstalled ? 'must_install' : state === 'broken' ? 'broken' : 'active',
  };
};
