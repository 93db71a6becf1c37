import { randomUUID } from 'node:crypto';
import { AppError } from '../../app-error.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { activeConnection, type OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { transact } from '../../db/transact.ts';
import { visibleContext } from '../../invoices/visible-context.ts';
import { nameTaken } from '../../operations/named-creation.ts';
import { run } from '../../operations/run.ts';
import { begin, isBusy, lastOf } from '../../operations/store.ts';
import { readError } from '../../quickbooks/calls/read-errors.ts';
import type { Fault } from '../../quickbooks/write-result.ts';
import { nameErrors } from '../../shared/checks/check-customer.ts';
import { draftLimits } from '../../shared/checks/draft-limits.ts';
import { type FieldErrors, wrong } from '../../shared/checks/field-problems.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { ItemRow } from '../../shared/contract/picker-rows.ts';
import { cleanName } from '../../shared/text/clean-text.ts';
import type { items } from '../contract.ts';
import { createItemKind, type ItemCreation, nameSubject } from '../operations/create-item.ts';
import { rememberNewItem } from '../settings-store.ts';
import { usableAccount } from '../usable-account.ts';
import { isAccountFault } from './account-fault.ts';
import { takenItemNames } from './name-taker.ts';

type Creation = Input<typeof items.create>;
type Outcome = Output<typeof items.create>;

/**
 * Creates a service in QuickBooks. The same request after a lost response creates no second one: it
 * waits for the lookup, then returns the created item. Throws `AppError` invalid_input, not_found
 * for an account that cannot be used, quickbooks_refused and what reads throw.
 */
export const createItem = async (ctx: Ctx, input: Creation): Promise<Outcome> => {
  const connection = await activeConnection(ctx);
  await visibleContext(ctx, input.context);
  const profile = await knownCompanyProfile(ctx, connection);
  const fields = checkNewItem(input, profile);
  if (fields.length > 0) throw new AppError('invalid_input', { fields });
  const name = cleanName(input.name);
  const known = await knownOutcome(ctx, connection, name);
  if (known) return known;

  const account = await usableAccount(ctx, connection, input.accountId);
  const { companyId, userId, clock } = ctx;
  const { realmId } = connection;
  const isUs = profile.country === 'US';
  const taxable = isUs ? (input.taxable ?? true) : null;
  const taxCodeId = isUs ? null : input.taxCodeId;
  const id = randomUUID();
  const operation = await transact(ctx.db, async (tx) => {
    const change = { companyId, realmId, userId, at: clock.now() };
    await rememberNewItem(tx, change, { account, taxable });
    return begin<ItemCreation>(tx, ctx, {
      ...nameSubject({ companyId, realmId }, name),
      id,
      kind: 'create_item',
      dealId: input.context.of === 'deal' ? input.context.id : null,
      userId,
      requestId: `${id}-0`,
      body: ctx.quickbooks.itemBody({ name, accountId: account.id, taxable, taxCodeId }),
      data: { name, taxable },
    });
  });
  if (!operation) return { kind: 'checking' };
  const result = await run(ctx, createItemKind, realmOf(connection), operation);
  if (result.kind === 'open') return { kind: 'checking' };
  if (result.kind === 'done') return created(result.value.row);
  const { answer } = result;
  if (answer.kind !== 'refused') throw readError(answer);
  return afterRefusal(ctx, connection, name, answer.fault);
};

/** Finds what QuickBooks rejects, except a taken name and an account that cannot be used. */
const checkNewItem = ({ name, taxCodeId }: Creation, profile: CompanyProfile): FieldErrors => {
  const isKnown = taxCodeId === null || profile.taxCodes.some(({ id }) => id === taxCodeId);
  return [
    ...nameErrors('name', name, draftLimits.itemName),
    ...(profile.country === 'US' || isKnown ? [] : wrong('taxCodeId', 'tax_code_unusable')),
  ];
};

const created = (row: ItemRow | null): Outcome => {
  // A service can be sold.
  if (!row) throw new Error('QuickBooks created an item of another type');
  return { kind: 'created', item: row };
};

/** The outcome that an earlier request or the mirror shows; null when the item is to be created. */
const knownOutcome = async (
  ctx: Ctx,
  { realmId }: OwnedConnection,
  name: string,
): Promise<Outcome | null> => {
  const realmKey = { companyId: ctx.companyId, realmId };
  const subject = nameSubject(realmKey, name);
  if (await isBusy(ctx.db, subject)) return { kind: 'checking' };
  const [taken] = await takenItemNames(ctx.db, realmKey, [name]);
  if (!taken) return null;
  const { takenBy: by, free } = taken;
  const last = await lastOf(ctx.db, subject);
  const isCreatedHere = last?.state === 'done' && last.resultId === by.id;
  return isCreatedHere && by.active && by.row ? created(by.row) : { kind: 'taken', by, free };
};

/** Throws invalid_input for a fault of the account; quickbooks_refused unless the name is taken. */
const afterRefusal = async (
  { db, companyId }: Ctx,
  { realmId }: OwnedConnection,
  name: string,
  fault: Fault,
): Promise<Outcome> => {
  if (isAccountFault(fault))
    throw new AppError('invalid_input', { fields: wrong('accountId', 'income_account_unusable') });
  // Sending has mirrored the item that has the name.
  const [taken] =
    fault.code === nameTaken.code ? await takenItemNames(db, { companyId, realmId }, [name]) : [];
  if (!taken) throw readError({ kind: 'refused', fault });
  return { kind: 'taken', by: taken.takenBy, free: taken.free };
};
