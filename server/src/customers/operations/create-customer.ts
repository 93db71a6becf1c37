import { and, eq, inArray, ne, or } from 'drizzle-orm';
import { isAppError } from '../../app-error.ts';
import { writeAudit } from '../../audit/store.ts';
import type { Reader, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { storeCustomer } from '../../names/store-customer.ts';
import { isOlder } from '../../operations/created-after.ts';
import type { Call, Finding, Kind, Work } from '../../operations/kinds.ts';
import { lastOf, ofSubject } from '../../operations/store.ts';
import { type Operation, operations } from '../../operations/tables.ts';
import type { QuickbooksCustomer } from '../../quickbooks/models.ts';
import type { Fault, WriteAnswer } from '../../quickbooks/write-result.ts';
import { linkCreated } from '../store.ts';
import { customerLinks } from '../tables.ts';
import type { Details } from '../updating/differences.ts';

export type Party = { party: 'organization' | 'person'; partyId: number };

/** Name and typed values of a new customer. */
export type Creation = { name: string; asked: Details & { currency?: string } };

/**
 * The fault of a name in use: names are unique over customers, vendors and employees.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export const nameTaken: NonNullable<Operation['fault']> = { code: '6240', element: null, said: '' };

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

/**
 * Sends a creation. When the name is in use after an unconfirmed attempt, looks the customer up.
 */
export const sendCreation = async (
  work: Work<Creation>,
  call: Call,
): Promise<WriteAnswer<QuickbooksCustomer> | null> => {
  const { quickbooks, realm, operation } = work;
  const body = operation.body ?? {};
  const response = await call((requestId) => quickbooks.createCustomer(realm, body, requestId));
  if (response?.kind !== 'refused' || !(await mayBeCreatedHere(work, response.fault)))
    return response;
  const { tid } = response.fault;
  try {
    const found = await recogniseCreated(work);
    return found.kind === 'found' ? { kind: 'done', value: found.value, tid } : response;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { kind: 'unclear', tid };
  }
};

const mayBeCreatedHere = async (
  { db, operation }: Work<Creation>,
  { code }: Fault,
): Promise<boolean> =>
  code === nameTaken.code && (await firstSentAt(db, operation)) < operation.sentAt;

/**
 * Looks the customer up by its name. It counts as created by this operation when it is not older
 * than the first attempt and no other operation or party has claimed it; else the name is in use.
 */
export const recogniseCreated = async (
  work: Work<Creation>,
): Promise<Finding<QuickbooksCustomer>> => {
  const { db, quickbooks, realm, operation } = work;
  const customer = await quickbooks.customerByName(realm, operation.data.name);
  if (!customer) return { kind: 'not_found' };
  const sentAt = await firstSentAt(db, operation);
  const createdHere =
    !isOlder(work, customer, { sentAt }) &&
    !(await isClaimed(db, operation, customer.id)) &&
    !(await isCreatedForOthers(db, operation, customer.id));
  return createdHere ? { kind: 'found', value: customer } : { kind: 'refused', fault: nameTaken };
};

/**
 * Returns when a creation with this name was first sent for the subject, epoch milliseconds: an
 * earlier unconfirmed operation whose lookups found nothing may have created the customer
 * nevertheless.
 */
const firstSentAt = async (db: Reader, operation: Operation<Creation>): Promise<number> => {
  const earlier = await db
    .select({ data: operations.data, sentAt: operations.sentAt })
    .from(operations)
    .where(
      and(
        ofSubject(operation),
        inArray(operations.kind, ['create_customer', 'draft_customer']),
        inArray(operations.state, ['not_done', 'unknown']),
      ),
    );
  const same = earlier.filter(({ data }) => (data as Creation).name === operation.data.name);
  return Math.min(operation.sentAt, ...same.map(({ sentAt }) => sentAt));
};

const partyOf = ({ subject, subjectId }: Operation): Party | null =>
  subject === 'organization' || subject === 'person'
    ? { party: subject, partyId: Number(subjectId) }
    : null;

/** Whether another operation has created this customer, even for the same organization. */
const isClaimed = async (
  db: Reader,
  { companyId, realmId }: Operation,
  customerId: string,
): Promise<boolean> => {
  const claims = await db
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        eq(operations.companyId, companyId),
        eq(operations.realmId, realmId),
        inArray(operations.kind, ['create_customer', 'draft_customer']),
        eq(operations.state, 'done'),
        eq(operations.resultId, customerId),
      ),
    )
    .limit(1);
  return claims.length > 0;
};

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
    await linkCreated(tx, {
      companyId,
      realmId,
      ...party,
      customerId,
      customerName: name,
      why: 'created',
      linkedById: userId,
      linkedAt: sentAt,
    });
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
 * Returns the id of the customer with this name that an operation of the draft created, else null.
 */
export const customerCreatedFor = async (
  db: Reader,
  draft: RealmKey & { id: string },
  name: string,
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
  return done.find(({ data }) => (data as Creation).name === name)?.customerId ?? null;
};
