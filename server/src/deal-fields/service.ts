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
import { dealFacts, type dealFields } from './contract.ts';
import type { DealFacts } from './deal-facts.ts';
import { countDueDeals } from './dirty-deals.ts';
import { isSuitable, newFieldOf } from './field-types.ts';
import {
  countDeals,
  disableField,
  enableField,
  fieldRows,
  invoicesWithPayments,
  lastLinkedDeal,
  refusedDeals,
} from './store.ts';
import { factsFor, problemOf } from './update-deal.ts';

type Shown = Output<(typeof dealFields)['show']>;

/**
 * Settings of the deal fields, for the whole company. Every user with the app may read them; only
 * the connection owner, whose permission is used, may change them and sees amounts as examples.
 */
export const dealFieldsService: Service<typeof dealFields> = {
  async show(ctx) {
    const { apiDomain } = await requireGrant(ctx);
    const connection = await liveConnection(ctx.db, ctx.companyId);
    const realmKey = connection && { companyId: ctx.companyId, realmId: connection.realmId };
    const [rows, fields, example, refused] = await Promise.all([
      fieldRows(ctx.db, ctx.companyId),
      // Skips the cache, so that the page lists fields that were just added or deleted in Pipedrive.
      fieldsOf(ctx, 'deal', { fresh: true }),
      exampleOf(ctx, connection),
      refusedDeals(ctx.db, ctx.companyId),
    ]);
    const facts = dealFacts.map((name) => {
      const row = rows.find((one) => one.name === name);
      const usedCodes = rows
        .filter((one) => one.enabled && one.name !== name)
        .map(({ fieldCode }) => fieldCode);
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
    return {
      facts,
      example: example && { dealId: example.dealId, title: example.title },
      deals: realmKey ? await countDeals(ctx.db, realmKey) : 0,
      writer: await writerOf(ctx, connection),
      failures: refused.flatMap(({ dealId, failure }) =>
        failure
          ? [{ ...failure, dealId, url: `${apiDomain}/deal/${dealId}`, at: iso(failure.at) }]
          : [],
      ),
      waiting: realmKey ? await countDueDeals(ctx.db, realmKey, ctx.clock.now()) : 0,
    };
  },

  async choose(ctx, { name, choice }) {
    const { realmId } = await ownedConnection(ctx);
    const { companyId, userId, db, clock } = ctx;
    const change = { companyId, realmId, userId, at: clock.now() };
    if (choice.kind === 'off') {
      await disableField(db, change, name);
      return { deals: 0 };
    }
    const usedCodes = (await fieldRows(db, companyId))
      .filter((row) => row.enabled && row.name !== name)
      .map(({ fieldCode }) => fieldCode);
    const field =
      choice.kind === 'create'
        ? await createField(ctx, name, usedCodes)
        : await useField(ctx, name, choice.code);
    const deals = await enableField(db, change, field);
    if (deals === null) throw new AppError('not_possible');
    return { deals };
  },
};

/** Values of the last linked deal, for the connection owner only, who alone sees invoices. */
const exampleOf = async (
  ctx: Ctx,
  connection: ConnectionRow | null,
): Promise<{ dealId: number; title: string; facts: DealFacts } | null> => {
  if (connection?.ownerId !== ctx.userId) return null;
  const { realmId } = connection;
  const realmKey = { companyId: ctx.companyId, realmId };
  const dealId = await lastLinkedDeal(ctx.db, realmKey);
  if (dealId === null) return null;
  const deal = await fallbackWhenRefused(() => ctx.dealCheck(ctx, dealId), null);
  const read = await invoicesWithPayments(ctx.db, realmKey, dealId);
  return { dealId, title: deal?.title ?? '', facts: await factsFor(ctx, realmId, read) };
};

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
