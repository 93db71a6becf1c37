import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { realmOf } from '../../books/realm-of.ts';
import { booksAsKnown } from '../../books/service.ts';
import { activeConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import { visiblePlace } from '../../invoices/place.ts';
import type { Input, Output } from '../../shared/contract.ts';
import { leaseFor } from '../../writes/lease.ts';
import { beginChange, isBeingChanged } from '../change-store.ts';
import type { customers } from '../contract.ts';
import { readCustomer } from '../read-customer.ts';
import { checkFields } from './check-fields.ts';
import { type Details, differencesBetween } from './differences.ts';
import { sendChange } from './send-change.ts';

/**
 * Updates a customer in QuickBooks once: reads it, then writes only the fields that differ; a masked tax id
 * stays. When the response is lost, the customer cannot be changed until that is resolved. Throws `AppError`
 * customer_busy, customer_changed, not_possible, invalid_input, quickbooks_refused and what reads throw.
 */
export const updateCustomer = async (
  ctx: Ctx,
  { place, customerId, fields }: Input<typeof customers.update>,
): Promise<Output<typeof customers.update>> => {
  const connection = await activeConnection(ctx);
  await visiblePlace(ctx, place);
  const of = { companyId: ctx.companyId, realmId: connection.realmId };
  const books = await booksAsKnown(ctx, connection);
  const wrong = checkFields(fields, books);
  if (wrong.length > 0) throw new AppError('invalid_input', { fields: wrong });
  if (await isBeingChanged(ctx.db, of, customerId)) throw new AppError('customer_busy');

  const realm = realmOf(connection);
  const customer = await readCustomer(ctx, realm, customerId);
  const differences = differencesBetween(fields, customer, books.country);
  if (differences.length === 0) return { differences, checking: false };
  const asked: Details = Object.fromEntries(
    differences.map(({ field, pipedrive }) => [field, pipedrive]),
  );
  const change = await beginChange(
    ctx.db,
    {
      ...of,
      id: randomUUID(),
      customerId,
      dealId: place.of === 'deal' ? place.id : null,
      userId: ctx.userId,
      name: customer.name,
      body: ctx.quickbooks.customerEditBody(customer, asked, books),
      asked,
    },
    leaseFor(ctx),
  );
  if (!change) throw new AppError('customer_busy');
  const now = await sendChange(ctx, { realm, change, before: customer, books });
  if (!now) return { differences, checking: true };
  return { differences: differencesBetween(asked, now, books.country), checking: false };
};
