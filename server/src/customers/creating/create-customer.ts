import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { realmOf } from '../../books/realm-of.ts';
import { booksAsKnown } from '../../books/service.ts';
import { activeConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import { visiblePlace } from '../../invoices/place.ts';
import { checkNewCustomer } from '../../shared/check-new-customer.ts';
import { cleanName } from '../../shared/clean-text.ts';
import type { Input, Output } from '../../shared/contract.ts';
import { leaseFor } from '../../writes/lease.ts';
import type { customers } from '../contract.ts';
import { linkAt } from '../linked-customer.ts';
import { beginCreation, isBeingCreated } from './creation-store.ts';
import { sendCreation } from './send-creation.ts';

/**
 * Creates a customer in QuickBooks and links the place's organization, else its person; one write. Creates
 * nothing when a usable customer other than `instead` is linked, or while an earlier creation is unresolved.
 * Throws `AppError` not_possible, customer_busy, invalid_input, quickbooks_refused and what reads throw.
 */
export const createCustomer = async (
  ctx: Ctx,
  { place, customer, instead }: Input<typeof customers.create>,
): Promise<Output<typeof customers.create>> => {
  const connection = await activeConnection(ctx);
  const seen = await visiblePlace(ctx, place);
  if (!seen.party) throw new AppError('not_possible');
  const of = { companyId: ctx.companyId, realmId: connection.realmId };
  const whose = { party: seen.party.of, partyId: seen.party.id };
  const books = await booksAsKnown(ctx, connection);
  const wrong = checkNewCustomer(customer, books);
  if (wrong.length > 0) throw new AppError('invalid_input', { fields: wrong });
  if (await isBeingCreated(ctx.db, { ...of, ...whose })) throw new AppError('customer_busy');

  const realm = realmOf(connection);
  const link = await linkAt(ctx.db, of, place, seen);
  if (link && link.customerId !== instead) {
    const [now] = await ctx.quickbooks.customersById(realm, [link.customerId]);
    if (now?.active) return { checking: false };
  }
  const { name, ...asked } = customer;
  const creation = await beginCreation(
    ctx.db,
    {
      ...of,
      ...whose,
      kind: 'create',
      id: randomUUID(),
      customerId: '',
      dealId: place.of === 'deal' ? place.id : null,
      userId: ctx.userId,
      name: cleanName(name),
      body: ctx.quickbooks.customerBody(customer, books),
      asked,
    },
    link,
    leaseFor(ctx),
  );
  if (!creation) throw new AppError('customer_busy');
  await sendCreation(ctx, realm, creation);
  return { checking: await isBeingCreated(ctx.db, creation) };
};
