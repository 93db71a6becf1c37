import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { realmOf } from '../../books/realm-of.ts';
import { booksAsKnown } from '../../books/service.ts';
import { activeConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import { transact } from '../../db/transact.ts';
import { visiblePlace } from '../../invoices/place.ts';
import type { NothingDone } from '../../operations/kinds.ts';
import { run } from '../../operations/run.ts';
import { begin, isBusy } from '../../operations/store.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import { checkNewCustomer } from '../../shared/check-new-customer.ts';
import { cleanName } from '../../shared/clean-text.ts';
import type { Input, Output } from '../../shared/contract.ts';
import type { customers } from '../contract.ts';
import { linkAt } from '../linked-customer.ts';
import { type Creation, createCustomerKind, subjectOf } from '../operations/create.ts';
import { partyLink } from '../store.ts';
import { creationProblems } from './creation-problems.ts';

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
  const subject = subjectOf(of, whose);
  if (await isBusy(ctx.db, subject)) throw new AppError('customer_busy');

  const realm = realmOf(connection);
  const link = await linkAt(ctx.db, of, place, seen);
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
      dealId: place.of === 'deal' ? place.id : null,
      userId: ctx.userId,
      requestId: `${id}-0`,
      body: ctx.quickbooks.customerBody(customer, books),
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
