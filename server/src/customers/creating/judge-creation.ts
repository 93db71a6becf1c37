import type { Doors } from '../../context.ts';
import type { Fault } from '../../quickbooks/answer.ts';
import type { Realm } from '../../quickbooks/gateway.ts';
import type { BooksCustomer } from '../../quickbooks/told.ts';
import { isOlder } from '../../writes/made-since.ts';
import { type Creation, firstAskedAt, isCreatedForOthers } from './creation-store.ts';

/** What QuickBooks says of a name that is in use (Intuit: error 6240); names are unique in a company. */
export const nameTaken: Pick<Fault, 'code' | 'element' | 'said'> = {
  code: '6240',
  element: null,
  said: '',
};

/** Whether a name that is in use may be that of our own customer: then a query tells, not the refusal. */
export const mayBeOurOwn = async (
  { db }: Pick<Doors, 'db'>,
  creation: Creation,
  { code }: Fault,
): Promise<boolean> =>
  code === nameTaken.code && (await firstAskedAt(db, creation)) < creation.sentAt;

/**
 * Looks for the customer of a creation by its name, one call: ours when it was made since we first asked
 * for it, and for nobody else.
 */
export const lookForOurs = async (
  doors: Doors,
  realm: Realm,
  creation: Creation,
): Promise<{ kind: 'ours'; customer: BooksCustomer } | { kind: 'taken' | 'none' }> => {
  const customer = await doors.quickbooks.customerByName(realm, creation.name);
  if (!customer) return { kind: 'none' };
  const sentAt = await firstAskedAt(doors.db, creation);
  const ours =
    !isOlder(doors, customer, { sentAt }) &&
    !(await isCreatedForOthers(doors.db, creation, customer.id));
  return ours ? { kind: 'ours', customer } : { kind: 'taken' };
};
