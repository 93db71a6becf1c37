import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { activeConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { transact } from '../../db/transact.ts';
import { visibleContext } from '../../invoices/visible-context.ts';
import type { NothingDone } from '../../operations/kinds.ts';
import { run, tidOf } from '../../operations/run.ts';
import { begin, isBusy } from '../../operations/store.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import { addressErrors, taxIdErrors } from '../../shared/checks/check-customer.ts';
import { draftLimits } from '../../shared/checks/draft-limits.ts';
import { emailErrors } from '../../shared/checks/email-list.ts';
import type { FieldErrors } from '../../shared/checks/field-problems.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { customers } from '../contract.ts';
import { customerSubject, type Update, updateCustomerKind } from '../operations/update-customer.ts';
import { readCustomer } from '../read-customer.ts';
import { type Details, differencesBetween } from './differences.ts';

/**
 * Reads a customer and writes the fields that differ, except a masked tax id. A lost response
 * blocks further updates until it is resolved. Throws `AppError` customer_busy, customer_changed,
 * not_possible, invalid_input, quickbooks_refused and what reads throw.
 */
export const updateCustomer = async (
  ctx: Ctx,
  { context, customerId, fields }: Input<typeof customers.update>,
): Promise<Output<typeof customers.update>> => {
  const connection = await activeConnection(ctx);
  await visibleContext(ctx, context);
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const profile = await knownCompanyProfile(ctx, connection);
  const errors = checkFields(fields, profile);
  if (errors.length > 0) throw new AppError('invalid_input', { fields: errors });
  const subject = customerSubject(realmKey, customerId);
  if (await isBusy(ctx.db, subject)) throw new AppError('customer_busy');

  const realm = realmOf(connection);
  const customer = await readCustomer(ctx, realm, customerId);
  const differences = differencesBetween(fields, customer, profile.country);
  if (differences.length === 0) return { differences, checking: false };
  const update: Details = Object.fromEntries(
    differences.map(({ field, pipedrive }) => [field, pipedrive]),
  );
  const { billAddress, email, taxId } = customer;
  const id = randomUUID();
  const operation = await transact(ctx.db, (tx) =>
    begin<Update>(tx, ctx, {
      ...subject,
      id,
      kind: 'update_customer',
      dealId: context.of === 'deal' ? context.id : null,
      userId: ctx.userId,
      requestId: `${id}-0`,
      body: ctx.quickbooks.customerEditBody(customer, update, profile),
      data: { name: customer.name, asked: update, before: { billAddress, email, taxId } },
    }),
  );
  if (!operation) throw new AppError('customer_busy');
  const result = await run(ctx, updateCustomerKind, realm, operation);
  if (result.kind === 'nothing_done') throw refusalOf(result.answer);
  if (result.kind === 'open') return { differences, checking: true };
  const updated = result.value.customer;
  return { differences: differencesBetween(update, updated, profile.country), checking: false };
};

/**
 * Returns the errors of details that QuickBooks would refuse.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
const checkFields = (
  { address = '', email = '', taxId = '' }: Details,
  profile: Pick<CompanyProfile, 'country'>,
): FieldErrors => [
  ...addressErrors('fields.address', address, profile),
  ...emailErrors('fields.email', email, draftLimits.email),
  ...taxIdErrors('fields.taxId', taxId, profile),
];

const refusalOf = (answer: NothingDone): AppError =>
  answer.kind === 'stale'
    ? new AppError('customer_changed', { details: { tid: tidOf(answer) ?? undefined } })
    : readError(answer);
