import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { activeConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { storeSome } from '../names/store.ts';
import { nameTaken } from '../operations/named-creation.ts';
import { run } from '../operations/run.ts';
import { begin } from '../operations/store.ts';
import { readError } from '../quickbooks/calls/read-errors.ts';
import type { Input, Output } from '../shared/contract/contract.ts';
import type { items } from './contract.ts';
import { itemSubject, reactivateItemKind } from './operations/reactivate-item.ts';

/**
 * Makes an inactive item active, with the name it had before. Throws `AppError` not_found,
 * not_possible for a category or bundle, invalid_input when another item has its name,
 * quickbooks_refused and what reads throw.
 */
export const reactivateItem = async (
  ctx: Ctx,
  { context, itemId }: Input<typeof items.reactivate>,
): Promise<Output<typeof items.reactivate>> => {
  const connection = await activeConnection(ctx);
  await visibleContext(ctx, context);
  const realm = realmOf(connection);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const item = await ctx.quickbooks.itemNow(realm, itemId);
  if (!item) throw new AppError('not_found');
  if (!item.row) throw new AppError('not_possible');
  if (item.active) {
    await transact(ctx.db, (tx) => storeSome(tx, realmKey, [item], ctx.clock.now()));
    return { item: item.row };
  }
  const id = randomUUID();
  const operation = await transact(ctx.db, (tx) =>
    begin(tx, ctx, {
      ...itemSubject(realmKey, itemId),
      id,
      kind: 'reactivate_item',
      dealId: context.of === 'deal' ? context.id : null,
      userId: ctx.userId,
      requestId: `${id}-0`,
      body: ctx.quickbooks.reactivationBody('Item', item),
      data: { name: item.name },
    }),
  );
  // An earlier press is not known to have succeeded yet.
  if (!operation) return { item: null };
  const result = await run(ctx, reactivateItemKind, realm, operation);
  if (result.kind === 'done') return { item: result.value.row };
  if (result.kind === 'open') return { item: null };
  const { answer } = result;
  if (answer.kind === 'refused' && answer.fault.code === nameTaken.code)
    throw new AppError('invalid_input', {
      fields: [{ path: 'itemId', problem: 'item_name_taken' }],
    });
  throw readError(answer);
};
