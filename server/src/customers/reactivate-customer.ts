import { randomUUID } from 'node:crypto';
import { AppError } from '../app-error.ts';
import { realmOf } from '../company-profile/connected-realm.ts';
import { activeConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import { transact } from '../db/transact.ts';
import { visibleContext } from '../invoices/visible-context.ts';
import { storeCustomer } from '../names/store-customer.ts';
import { nameTaken } from '../operations/named-creation.ts';
import { run } from '../operations/run.ts';
import { begin, isBusy } from '../operations/store.ts';
import { readError } from '../quickbooks/calls/read-errors.ts';
import type { QuickbooksCustomer } from '../quickbooks/models.ts';
import type { Input, Output } from '../shared/contract/contract.ts';
import type { CustomerRow } from '../shared/contract/picker-rows.ts';
import type { customers } from './contract.ts';
import { customerVersion, reactivateCustomerKind } from './operations/reactivate-customer.ts';
import { customerSubject } from './operations/update-customer.ts';

type Reactivated = Output<typeof customers.reactivate>;

/**
 * Makes an inactive customer active, with the name it had before. Throws `AppError` customer_busy,
 * not_found, invalid_input when another record has its name, quickbooks_refused and what reads
 * throw.
 */
export const reactivateCustomer = async (
  ctx: Ctx,
  { context, customerId }: Input<typeof customers.reactivate>,
): Promise<Reactivated> => {
  const connection = await activeConnection(ctx);
  await visibleContext(ctx, context);
  const realm = realmOf(connection);
  const subject = customerSubject(
    { companyId: ctx.companyId, realmId: connection.realmId },
    customerId,
  );
  if (await isBusy(ctx.db, subject)) throw new AppError('customer_busy');
  const customer = await ctx.quickbooks.customerDetails(realm, customerId);
  if (!customer) throw new AppError('not_found');
  if (customer.active) {
    await transact(ctx.db, (tx) => storeCustomer(tx, subject, customer, ctx.clock.now()));
    return { customer: rowOf(customer) };
  }
  const id = randomUUID();
  const operation = await transact(ctx.db, (tx) =>
    begin(tx, ctx, {
      ...subject,
      id,
      kind: 'reactivate_customer',
      dealId: context.of === 'deal' ? context.id : null,
      userId: ctx.userId,
      requestId: `${id}-0`,
      body: ctx.quickbooks.reactivationBody('Customer', customerVersion(customer)),
      data: { name: customer.name },
    }),
  );
  if (!operation) throw new AppError('customer_busy');
  const result = await run(ctx, reactivateCustomerKind, realm, operation);
  if (result.kind === 'done') return { customer: rowOf(result.value) };
  if (result.kind === 'open') return { customer: null };
  const { answer } = result;
  if (answer.kind === 'refused' && answer.fault.code === nameTaken.code)
    throw new AppError('invalid_input', {
      fields: [{ path: 'customerId', problem: 'name_taken' }],
    });
  throw readError(answer);
};

const rowOf = (customer: QuickbooksCustomer): CustomerRow => {
  const { id, name, email, address, shipAddress, currency } = customer;
  return { id, name, email, address, shipAddress, currency };
};
