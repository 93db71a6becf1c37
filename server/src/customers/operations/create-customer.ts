import { and, eq, ne, or } from 'drizzle-orm';
import { writeAudit } from '../../audit/store.ts';
import type { Reader, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { storeCustomer } from '../../names/store-customer.ts';
import type { Call, Kind, Work } from '../../operations/kinds.ts';
import { type NamedCreation, recogniseNamed, sendNamed } from '../../operations/named-creation.ts';
import { lastOf } from '../../operations/store.ts';
import { type Operation, operations } from '../../operations/tables.ts';
import type { QuickbooksCustomer, WireBody } from '../../quickbooks/models.ts';
import { linkCurrency } from '../link-currency.ts';
import { linkCreated } from '../store.ts';
import { customerLinks } from '../tables.ts';
import type { Details } from '../updating/differences.ts';

export type Party = { party: 'organization' | 'person'; partyId: number };

/** Name and typed values of a new customer. */
export type Creation = { name: string; asked: Details & { currency?: string } };

/** Creates a customer for an organization or person, requested on the customer page. */
export const createCustomerKind: Kind<Creation, QuickbooksCustomer> = {
  name: 'create_customer',
  again: 'never',
  asks: false,
  send: (work, call) => sendCreation(work, call),
  recognise: (work) => recogniseCreated(work),
  resultOf: (customer) => customer.id,
  async apply(tx, work, customer) {
    await linkCreatedCustomer(tx, work, customer);
    return null;
  },
};

/** Customers by their names, which are unique over customers, vendors and employees. */
const customerCreation: NamedCreation<Creation, QuickbooksCustomer> = {
  kinds: ['create_customer', 'draft_customer'],
  create: ({ quickbooks, realm, operation }, requestId) =>
    quickbooks.createCustomer(realm, operation.body ?? {}, requestId),
  find: ({ quickbooks, realm, operation }) => quickbooks.customerByName(realm, operation.data.name),
  isOthers: async ({ db, operation }, customer) =>
    !isInCurrency(customer, operation.body) || isCreatedForOthers(db, operation, customer.id),
};

export const sendCreation = (work: Work<Creation>, call: Call) =>
  sendNamed(customerCreation, work, call);

export const recogniseCreated = (work: Work<Creation>) => recogniseNamed(customerCreation, work);

/** Whether a customer has the currency that its creation asked for, where it asked for one. */
const isInCurrency = ({ currency }: QuickbooksCustomer, body: WireBody | null): boolean => {
  const asked = currencyAskedIn(body);
  return asked === null || currency === null || currency === asked;
};

export const currencyAskedIn = (body: WireBody | null): string | null => {
  const { value } = (body?.CurrencyRef ?? {}) as { value?: unknown };
  return typeof value === 'string' ? value : null;
};

const partyOf = ({ subject, subjectId }: Operation): Party | null =>
  subject === 'organization' || subject === 'person'
    ? { party: subject, partyId: Number(subjectId) }
    : null;

/** Whether this server created the customer for another organization or person. */
const isCreatedForOthers = async (
  db: Reader,
  operation: Operation,
  customerId: string,
): Promise<boolean> => {
  const { companyId, realmId } = operation;
  const party = partyOf(operation);
  const others = await db
    .select({ partyId: customerLinks.partyId })
    .from(customerLinks)
    .where(
      and(
        inRealm(customerLinks, { companyId, realmId }),
        eq(customerLinks.customerId, customerId),
        eq(customerLinks.why, 'created'),
        party
          ? or(ne(customerLinks.party, party.party), ne(customerLinks.partyId, party.partyId))
          : undefined,
      ),
    )
    .limit(1);
  return others.length > 0;
};

/** Links and audits a created customer; a customer linked later by a user stays linked. */
export const linkCreatedCustomer = async (
  tx: Tx,
  { operation, clock }: Work<Creation>,
  customer: QuickbooksCustomer,
): Promise<void> => {
  const { id: customerId, name } = customer;
  const { companyId, realmId, userId, dealId, sentAt } = operation;
  await storeCustomer(tx, { companyId, realmId }, customer, clock.now());
  const party = partyOf(operation);
  if (party) {
    const link = {
      companyId,
      realmId,
      ...party,
      customerId,
      customerName: name,
      why: 'created' as const,
      linkedById: userId,
      linkedAt: sentAt,
    };
    const currency = await linkCurrency(tx, link, customer.currency);
    await linkCreated(tx, { ...link, currency });
  }
  const action = 'customer_created';
  const entry = { companyId, realmId, userId, dealId, at: sentAt };
  await writeAudit(tx, { ...entry, action, subject: customerId, details: { name } });
};

export const partySubject = (realmKey: RealmKey, { party, partyId }: Party) => ({
  ...realmKey,
  subject: party,
  subjectId: String(partyId),
});

/**
 * Returns the latest creation from the customer page of a party since an instant; null without one.
 */
export const lastCreation = async (
  db: Reader,
  realmKey: RealmKey,
  party: Party,
  since: number,
): Promise<Operation<Creation> | null> => {
  const last = await lastOf(db, partySubject(realmKey, party));
  const isRecent = last?.kind === 'create_customer' && last.sentAt >= since;
  return isRecent ? (last as Operation<Creation>) : null;
};

/**
 * Returns the id of the customer with this name and currency that an operation of the draft
 * created, else null. Empty currencies are equal to all.
 */
export const customerCreatedFor = async (
  db: Reader,
  draft: RealmKey & { id: string },
  { name, currency }: { name: string; currency: string },
): Promise<string | null> => {
  const done = await db
    .select({ customerId: operations.resultId, data: operations.data })
    .from(operations)
    .where(
      and(
        inRealm(operations, draft),
        eq(operations.draftId, draft.id),
        eq(operations.kind, 'draft_customer'),
        eq(operations.state, 'done'),
      ),
    );
  const isSame = ({ data }: (typeof done)[number]): boolean => {
    const { name: created, asked } = data as Creation;
    return created === name && (!asked.currency || !currency || asked.currency === currency);
  };
  return done.find(isSame)?.customerId ?? null;
};
