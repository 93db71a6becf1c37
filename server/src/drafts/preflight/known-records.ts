import { iso } from '../../clock.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { reachedWarning } from '../../connection/expiry-warning.ts';
import type { OwnedConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import { customerCreatedFor } from '../../customers/operations/create-customer.ts';
import type { Reader } from '../../db/database.ts';
import type { RealmKey } from '../../db/realm.ts';
import { hasCurrentNames } from '../../initial-sync/mirror-state.ts';
import { invoicesNumbered, recentMirroredNumbers } from '../../invoices/mirror/numbers-in-use.ts';
import { refreshInvoices } from '../../invoices/mirror/refresh-invoices.ts';
import { forgetIncomeAccount, incomeAccountOf } from '../../items/creating/income-account.ts';
import { takenItemNames } from '../../items/creating/name-taker.ts';
import { itemsCreatedFor } from '../../items/operations/create-item.ts';
import type { NameIds } from '../../names/apply-names.ts';
import { readNames } from '../../names/apply-names.ts';
import { type MirroredName, namesById, namesCalled } from '../../names/mirrored-names.ts';
import { readPreferences } from '../../preferences/store.ts';
import { type NameKind, nameKinds } from '../../quickbooks/models.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import { type KnownRecords, nothingKnown } from '../../shared/contract/known-records.ts';
import { soldLines } from '../../shared/money/sold-lines.ts';
import { cleanName } from '../../shared/text/clean-text.ts';
import { proposeNumber } from '../../shared/text/propose-number.ts';
import { fallbackWhenUnavailable } from '../../vendor-calls/fallback-when-unavailable.ts';
import { linesOfNewItems } from '../creating/created-items.ts';
import { nextFreeNumber, usedNumbers } from '../numbering/next-free-number.ts';
import { customersInCurrency } from './customers-in-currency.ts';

/** What a draft names in QuickBooks. */
export type NamedRecords = {
  draftId: string;
  /** Display name of a new customer. */
  name: string | null;
  customerId: string | null;
  /** Currency of the invoice. */
  currency: string;
  itemIds: string[];
  /** Names of items to create; absent in requests of older pages. */
  newItemNames?: string[] | undefined;
  number: string | null;
};

export const recordsNamedIn = (
  draftId: string,
  { customer, details, lines }: DraftContent,
): NamedRecords => ({
  draftId,
  name: customer.choice.kind === 'new' ? customer.choice.name : null,
  customerId: customer.choice.kind === 'existing' ? customer.choice.id : null,
  currency: details.currency,
  itemIds: [
    ...new Set(lines.flatMap(soldLines).flatMap(({ item }) => (item?.id ? [item.id] : []))),
  ],
  newItemNames: linesOfNewItems({ lines }).map(({ item }) => item?.name ?? ''),
  number: details.number,
});

/**
 * Looks up the records in the mirror of QuickBooks, without a call; the account of new items is
 * read at most every five minutes. Names are unknown while they are not mirrored completely.
 */
export const knownRecordsOf = async (
  ctx: Ctx,
  connection: OwnedConnection,
  named: NamedRecords,
): Promise<KnownRecords> => {
  const { db } = ctx;
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const warning = reachedWarning(connection, ctx.clock.now());
  const others = {
    number:
      named.number === null ? null : await knownNumber(db, realmKey, named.draftId, named.number),
    connectionEndsOn: warning && iso(warning.at).slice(0, 10),
    newItemAccount: hasNewItems(named) ? await incomeAccountOf(ctx, connection) : null,
  };
  if (!(await hasCurrentNames(ctx, realmKey))) return { ...nothingKnown, ...others };
  const { customerId, currency } = named;
  const [name, customer, inCurrency, items, takenNames] = await Promise.all([
    named.name === null ? null : knownName(db, { ...realmKey, ...named }, named.name),
    customerId === null ? null : knownCustomer(db, realmKey, customerId),
    customerId === null ? null : customersInCurrency(db, realmKey, { customerId, currency }),
    namesById(db, realmKey, 'Item', named.itemIds),
    namesOfOthers(db, realmKey, named),
  ]);
  return {
    ...others,
    name,
    customer,
    takenItemNames: takenNames,
    inCurrency,
    items: named.itemIds.flatMap((id) => {
      const item = items.find(({ nameId }) => nameId === id);
      const state = stateOf(item);
      if (state !== 'active') return { id, state };
      return item?.sellable ? [] : { id, state: 'unsellable' as const };
    }),
  };
};

/**
 * Like `knownRecordsOf`; asks QuickBooks for the name of a new customer while none is mirrored, and
 * for records that the mirror does not have.
 */
export const lookUpRecords = async (
  ctx: Ctx,
  connection: OwnedConnection,
  named: NamedRecords,
): Promise<KnownRecords> => {
  const mirrored = await knownRecordsOf(ctx, connection, named);
  const known = hasUnknown(mirrored)
    ? await fallbackWhenUnavailable(() => rereadRecords(ctx, connection, named, mirrored), mirrored)
    : mirrored;
  const asked = cleanName(named.name ?? '');
  if (known.name !== null || asked === '') return known;
  const draft = { companyId: ctx.companyId, realmId: connection.realmId, id: named.draftId };
  const row = await fallbackWhenUnavailable(
    () => ctx.quickbooks.customerByName(realmOf(connection), asked),
    null,
  );
  const wanted = { name: asked, currency: named.currency };
  return row && row.id !== (await customerCreatedFor(ctx.db, draft, wanted))
    ? {
        ...known,
        name: { asked, takenBy: { kind: 'Customer', id: row.id, name: row.name, row }, free: null },
      }
    : known;
};

/** Whether a record is not in the mirror. */
export const hasUnknown = ({ customer, items }: KnownRecords): boolean =>
  customer?.state === 'unknown' || items.some(({ state }) => state === 'unknown');

/**
 * Reads the records again by their ids, after the mirror made them a problem or did not have them.
 * What QuickBooks does not return is `gone`.
 */
export const rereadRecords = async (
  ctx: Ctx,
  connection: OwnedConnection,
  named: NamedRecords,
  { customer, name, items, takenItemNames: taken, number }: KnownRecords,
): Promise<KnownRecords> => {
  const taker = name?.takenBy;
  const toRead: NameIds = new Map();
  const read = (kind: NameKind, ids: string[]) => {
    if (ids.length > 0) toRead.set(kind, [...(toRead.get(kind) ?? []), ...ids]);
  };
  read('Customer', customer && customer.state !== 'active' ? [customer.id] : []);
  read('Item', [...items.map(({ id }) => id), ...taken.map(({ takenBy }) => takenBy.id)]);
  const kind = nameKinds.find((one) => one === taker?.kind);
  if (kind && taker) read(kind, [taker.id]);
  const company = { companyId: ctx.companyId, realm: realmOf(connection) };
  await readNames(ctx, company, toRead);
  if (hasNewItems(named)) forgetIncomeAccount(ctx, connection);
  if (number?.taken) {
    const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
    const numbered = await invoicesNumbered(ctx.db, realmKey, number.asked);
    await refreshInvoices(ctx, connection, numbered, 'action');
  }
  const known = await knownRecordsOf(ctx, connection, named);
  const goneIfUnknown = <T extends { state: string }>(record: T): T =>
    record.state === 'unknown' ? { ...record, state: 'gone' } : record;
  return {
    ...known,
    customer: known.customer && goneIfUnknown(known.customer),
    items: known.items.map(goneIfUnknown),
  };
};

const hasNewItems = ({ newItemNames = [] }: NamedRecords): boolean => newItemNames.length > 0;

/** Without items that an earlier attempt of the draft has created; they are used then. */
const namesOfOthers = async (
  db: Reader,
  realmKey: RealmKey,
  { draftId, newItemNames = [] }: NamedRecords,
): Promise<KnownRecords['takenItemNames']> => {
  const taken = await takenItemNames(db, realmKey, newItemNames);
  if (taken.length === 0) return [];
  const own = await itemsCreatedFor(db, { ...realmKey, id: draftId });
  return taken.filter(({ asked, takenBy }) => !takenBy.active || own.get(asked)?.id !== takenBy.id);
};

type RecordState = NonNullable<KnownRecords['customer']>['state'];

const stateOf = (found: Pick<MirroredName, 'active' | 'deleted'> | undefined): RecordState => {
  if (!found) return 'unknown';
  if (found.active) return 'active';
  return found.deleted ? 'gone' : 'inactive';
};

const knownCustomer = async (
  db: Reader,
  realmKey: RealmKey,
  customerId: string,
): Promise<KnownRecords['customer']> => {
  const [found] = await namesById(db, realmKey, 'Customer', [customerId]);
  return { id: customerId, state: stateOf(found), balance: found?.balance ?? null };
};

/** How many names are tried for a free one. */
const tries = 20;

/** Names are unique among customers, vendors and employees together, whatever their case. */
const knownName = async (
  db: Reader,
  { draftId, currency, ...realmKey }: RealmKey & Pick<NamedRecords, 'draftId' | 'currency'>,
  typed: string,
): Promise<KnownRecords['name']> => {
  const asked = cleanName(typed);
  if (asked === '') return null;
  const own = await customerCreatedFor(db, { ...realmKey, id: draftId }, { name: asked, currency });
  const similar = Array.from({ length: tries }, (_, index) => `${asked} ${index + 2}`);
  const found = await namesCalled(db, realmKey, [asked, ...similar]);
  const taken = new Set(found.map(({ searchedPlainName }) => searchedPlainName));
  const taker = found.find(({ searchedPlainName }) => searchedPlainName === asked.toLowerCase());
  // An earlier attempt of this draft may have created the customer; it is used then.
  if (!taker || taker.nameId === own) return { asked, takenBy: null, free: null };
  const row = taker.kind === 'Customer' && taker.active ? taker.row : null;
  return {
    asked,
    takenBy: { kind: taker.kind, id: taker.nameId, name: taker.name, row },
    free: similar.find((name) => !taken.has(name.toLowerCase())) ?? null,
  };
};

/** Whether a number is used, and a free one; for no number, the one after the newest invoice's. */
const knownNumber = async (
  db: Reader,
  realmKey: RealmKey,
  draftId: string,
  typed: string,
): Promise<KnownRecords['number']> => {
  const asked = typed.trim();
  const draft = { ...realmKey, draftId };
  if (asked === '') return { asked, taken: false, next: await usualNext(db, draft) };
  if (!(await usedNumbers(db, draft, [asked])).has(asked)) {
    return { asked, taken: false, next: null };
  }
  const pattern = (await readPreferences(db, realmKey.companyId))?.saved.numberPattern?.pattern;
  return { asked, taken: true, next: await nextFreeNumber(db, draft, asked, pattern ?? null) };
};

/** The number that follows those of the newest invoices. */
const usualNext = async (
  db: Reader,
  draft: RealmKey & { draftId: string },
): Promise<string | null> => {
  const next = proposeNumber(await recentMirroredNumbers(db, draft));
  const isUsed = next !== null && (await usedNumbers(db, draft, [next])).has(next);
  return isUsed ? nextFreeNumber(db, draft, next, null) : next;
};
