import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { realmOf } from '../../books/realm-of.ts';
import { booksAsKnown } from '../../books/service.ts';
import { activeConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import { transact } from '../../db/transact.ts';
import { visiblePlace } from '../../invoices/place.ts';
import type { NothingDone } from '../../operations/kinds.ts';
import { run, tidOf } from '../../operations/run.ts';
import { begin, isBusy } from '../../operations/store.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { customers } from '../contract.ts';
import { customerSubject, type Update, updateCustomerKind } from '../operations/update.ts';
import { readCustomer } from '../read-customer.ts';
import { checkFields } from './check-fields.ts';
import { type Details, differencesBetween } from './differences.ts';

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
  const subject = customerSubject(of, customerId);
  if (await isBusy(ctx.db, subject)) throw new AppError('customer_busy');

  const realm = realmOf(connection);
  const customer = await readCustomer(ctx, realm, customerId);
  const differences = differencesBetween(fields, customer, books.country);
  if (differences.length === 0) return { differences, checking: false };
  const asked: Details = Object.fromEntries(
    differences.map(({ field, pipedrive }) => [field, pipedrive]),
  );
  const { billAddress, email, taxId } = customer;
  const id = randomUUID();
  const operation = await transact(ctx.db, (tx) =>
    begin<Update>(tx, ctx, {
      ...subject,
      id,
      kind: 'update_customer',
      dealId: place.of === 'deal' ? place.id : null,
      userId: ctx.userId,
      requestId: `${id}-0`,
      body: ctx.quickbooks.customerEditBody(customer, asked, books),
      data: { name: customer.name, asked, before: { billAddress, email, taxId } },
    }),
  );
  if (!operation) throw new AppError('customer_busy');
  const result = await run(ctx, updateCustomerKind, realm, operation);
  if (result.kind === 'nothing_done') throw refusalOf(result.answer);
  if (result.kind === 'open') return { differences, checking: true };
  const now = result.value.customer;
  return { differences: differencesBetween(asked, now, books.country), checking: false };
};

const refusalOf = (answer: NothingDone): AppError =>
  answer.kind === 'stale'
    ? new AppError('customer_changed', { details: { tid: tidOf(answer) ?? undefined } })
    : readError(answer);
