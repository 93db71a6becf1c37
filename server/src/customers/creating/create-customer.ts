import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { activeConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { transact } from '../../db/transact.ts';
import { visibleContext } from '../../invoices/visible-context.ts';
import type { NothingDone } from '../../operations/kinds.ts';
import { run } from '../../operations/run.ts';
import { begin, isBusy } from '../../operations/store.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import { checkNewCustomer } from '../../shared/checks/check-new-customer.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import { cleanName } from '../../shared/text/clean-text.ts';
import type { customers } from '../contract.ts';
import { linkOfContext } from '../linked-customer.ts';
import { type Creation, createCustomerKind, partySubject } from '../operations/create-customer.ts';
import { partyLink } from '../store.ts';
import { creationProblems } from './creation-problems.ts';

/**
 * Creates a customer in QuickBooks and links it to the context's organization, else person. Creates
 * none when an active customer other than `replacedCustomerId` is linked. Throws `AppError`
 * not_possible, customer_busy, invalid_input, quickbooks_refused and what reads throw.
 */
export const createCustomer = async (
  ctx: Ctx,
  { context, customer, replacedCustomerId }: Input<typeof customers.create>,
): Promise<Output<typeof customers.create>> => {
  const connection = await activeConnection(ctx);
  const visible = await visibleContext(ctx, context);
  if (!visible.party) throw new AppError('not_possible');
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const party = { party: visible.party.of, partyId: visible.party.id };
  const profile = await knownCompanyProfile(ctx, connection);
  const errors = checkNewCustomer(customer, profile);
  if (errors.length > 0) throw new AppError('invalid_input', { fields: errors });
  const subject = partySubject(realmKey, party);
  if (await isBusy(ctx.db, subject)) throw new AppError('customer_busy');

  const realm = realmOf(connection);
  const link = await linkOfContext(ctx.db, realmKey, context, visible);
  if (link && link.customerId !== replacedCustomerId) {
    const [now] = await ctx.quickbooks.customersById(realm, [link.customerId]);
    if (now?.active) return { checking: false };
  }
  const { name, ...details } = customer;
  const id = randomUUID();
  const operation = await transact(ctx.db, async (tx) => {
    // Another request has linked a customer meanwhile, usually a second press of the button.
    const currency = link?.currency ?? '';
    const now = await partyLink(tx, { ...realmKey, ...party, currency });
    const expectedCustomerId = link?.party === party.party ? link.customerId : undefined;
    if (now?.customerId !== expectedCustomerId) return null;
    return begin<Creation>(tx, ctx, {
      ...subject,
      id,
      kind: 'create_customer',
      dealId: context.of === 'deal' ? context.id : null,
      userId: ctx.userId,
      requestId: `${id}-0`,
      body: ctx.quickbooks.customerBody(customer, profile),
      data: { name: cleanName(name), asked: details },
    });
  });
  if (!operation) throw new AppError('customer_busy');
  const result = await run(ctx, createCustomerKind, realm, operation);
  if (result.kind === 'nothing_done') throw refusalOf(result.answer);
  return { checking: result.kind === 'open' };
};

/** Assigns QuickBooks' fault to form fields where they are certain. */
const refusalOf = (response: NothingDone): AppError => {
  const error = readError(response);
  const fields = response.kind === 'refused' ? creationProblems(response.fault) : [];
  const { details } = error;
  return new AppError(error.code, {
    ...(fields.length > 0 && { fields }),
    ...(details && { details }),
  });
};
