import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { activeConnection } from '../../connection/owned-connection.ts';
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
import { linkAt } from '../linked-customer.ts';
import { type Creation, createCustomerKind, subjectOf } from '../operations/create-customer.ts';
import { partyLink } from '../store.ts';
import { creationProblems } from './creation-problems.ts';

/**
 * Creates a customer in QuickBooks and links the place's organization, else its person; one write. Creates
 * nothing when a usable customer other than `instead` is linked, or while an earlier creation is unresolved.
 * Throws `AppError` not_possible, customer_busy, invalid_input, quickbooks_refused and what reads throw.
 */
export const createCustomer = async (
  ctx: Ctx,
  { context, customer, instead }: Input<typeof customers.create>,
): Promise<Output<typeof customers.create>> => {
  const connection = await activeConnection(ctx);
  const visible = await visibleContext(ctx, context);
  if (!visible.party) throw new AppError('not_possible');
  const of = { companyId: ctx.companyId, realmId: connection.realmId };
  const whose = { party: visible.party.of, partyId: visible.party.id };
  const profile = await knownCompanyProfile(ctx, connection);
  const wrong = checkNewCustomer(customer, profile);
  if (wrong.length > 0) throw new AppError('invalid_input', { fields: wrong });
  const subject = subjectOf(of, whose);
  if (await isBusy(ctx.db, subject)) throw new AppError('customer_busy');

  const realm = realmOf(connection);
  const link = await linkAt(ctx.db, of, context, visible);
  if (link && link.customerId !== instead) {
    const [now] = await ctx.quickbooks.customersById(realm, [link.customerId]);
    if (now?.active) return { checking: false };
  }
  const { name, ...asked } = customer;
  const id = randomUUID();
  const operation = await transact(ctx.db, async (tx) => {
    // Somebody has linked a customer meanwhile: a second press, as a rule.
    const now = await partyLink(tx, { ...of, ...whose });
    const shown = link?.party === whose.party ? link.customerId : undefined;
    if (now?.customerId !== shown) return null;
    return begin<Creation>(tx, ctx, {
      ...subject,
      id,
      kind: 'create_customer',
      dealId: context.of === 'deal' ? context.id : null,
      userId: ctx.userId,
      requestId: `${id}-0`,
      body: ctx.quickbooks.customerBody(customer, profile),
      data: { name: cleanName(name), asked },
    });
  });
  if (!operation) throw new AppError('customer_busy');
  const result = await run(ctx, createCustomerKind, realm, operation);
  if (result.kind === 'nothing_done') throw refusalOf(result.answer);
  return { checking: result.kind === 'open' };
};

/** What QuickBooks said, on the field it concerns when that is certain. */
const refusalOf = (answer: NothingDone): AppError => {
  const error = readError(answer);
  const fields = answer.kind === 'refused' ? creationProblems(answer.fault) : [];
  const { details } = error;
  return new AppError(error.code, {
    ...(fields.length > 0 && { fields }),
    ...(details && { details }),
  });
};
