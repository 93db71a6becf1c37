import { and, eq, inArray } from 'drizzle-orm';
import { isAppError } from '../app-error.ts';
import type { Reader } from '../db/database.ts';
import { inRealm } from '../db/realm.ts';
import type { Fault, WriteAnswer } from '../quickbooks/write-result.ts';
import { isOlder } from './created-after.ts';
import type { Call, Finding, Work } from './kinds.ts';
import { ofSubject } from './store.ts';
import { type KindName, type Operation, operations } from './tables.ts';

/**
 * The fault of a name in use.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
export const nameTaken: NonNullable<Operation['fault']> = { code: '6240', element: null, said: '' };

/** How objects are created whose names are unique in QuickBooks: customers and items. */
export type NamedCreation<Data, Value> = {
  /** The kinds of operations that create such objects. */
  kinds: KindName[];
  create(work: Work<Data>, requestId: string): Promise<WriteAnswer<Value>>;
  /** Reads the object with the name of the operation, also an inactive one. */
  find(work: Work<Data>): Promise<Value | null>;
  /** Whether the object was created for something else. */
  isOthers?(work: Work<Data>, value: Value): Promise<boolean>;
};

type Named = { name: string };
type Created = { id: string; createdAt: string };

/**
 * Sends a creation. When the name is in use after an unconfirmed attempt, looks the object up.
 */
export const sendNamed = async <Data extends Named, Value extends Created>(
  creation: NamedCreation<Data, Value>,
  work: Work<Data>,
  call: Call,
): Promise<WriteAnswer<Value> | null> => {
  const response = await call((requestId) => creation.create(work, requestId));
  if (response?.kind !== 'refused') return response;
  const { fault } = response;
  if (!(await mayBeCreatedHere(creation, work, fault))) return response;
  try {
    const found = await recogniseNamed(creation, work);
    return found.kind === 'found' ? { kind: 'done', value: found.value, tid: fault.tid } : response;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { kind: 'unclear', tid: fault.tid };
  }
};

const mayBeCreatedHere = async <Data extends Named, Value>(
  creation: NamedCreation<Data, Value>,
  { db, operation }: Work<Data>,
  { code }: Fault,
): Promise<boolean> =>
  code === nameTaken.code && (await firstSentAt(creation, db, operation)) < operation.sentAt;

/**
 * Looks the object up by its name. It counts as created by this operation when it is not older than
 * the first attempt and nothing else has claimed it; else the name is in use.
 */
export const recogniseNamed = async <Data extends Named, Value extends Created>(
  creation: NamedCreation<Data, Value>,
  work: Work<Data>,
): Promise<Finding<Value>> => {
  const { db, operation } = work;
  const value = await creation.find(work);
  if (!value) return { kind: 'not_found' };
  const sentAt = await firstSentAt(creation, db, operation);
  const createdHere =
    !isOlder(work, value, { sentAt }) &&
    !(await isClaimed(creation, db, operation, value.id)) &&
    !(await creation.isOthers?.(work, value));
  return createdHere ? { kind: 'found', value } : { kind: 'refused', fault: nameTaken };
};

/**
 * Returns when a creation with this name was first sent for the subject, epoch milliseconds: an
 * earlier unconfirmed operation whose lookups found nothing may have created the object
 * nevertheless.
 */
const firstSentAt = async <Data extends Named, Value>(
  { kinds }: NamedCreation<Data, Value>,
  db: Reader,
  operation: Operation<Data>,
): Promise<number> => {
  const earlier = await db
    .select({ data: operations.data, sentAt: operations.sentAt })
    .from(operations)
    .where(
      and(
        ofSubject(operation),
        inArray(operations.kind, kinds),
        inArray(operations.state, ['not_done', 'unknown']),
      ),
    );
  const same = earlier.filter(({ data }) => (data as Named).name === operation.data.name);
  return Math.min(operation.sentAt, ...same.map(({ sentAt }) => sentAt));
};

/** Whether another operation has created this object, even for the same subject. */
const isClaimed = async <Data, Value>(
  { kinds }: NamedCreation<Data, Value>,
  db: Reader,
  operation: Operation<Data>,
  resultId: string,
): Promise<boolean> => {
  const claims = await db
    .select({ id: operations.id })
    .from(operations)
    .where(
      and(
        inRealm(operations, operation),
        inArray(operations.kind, kinds),
        eq(operations.state, 'done'),
        eq(operations.resultId, resultId),
      ),
    )
    .limit(1);
  return claims.length > 0;
};
