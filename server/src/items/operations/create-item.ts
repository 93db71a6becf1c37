import { and, eq } from 'drizzle-orm';
import { writeAudit } from '../../audit/store.ts';
import type { Reader, Tx } from '../../db/database.ts';
import { inRealm, type RealmKey } from '../../db/realm.ts';
import { transact } from '../../db/transact.ts';
import { storeSome } from '../../names/store.ts';
import type { Call, Kind, Work } from '../../operations/kinds.ts';
import {
  type NamedCreation,
  nameTaken,
  recogniseNamed,
  sendNamed,
} from '../../operations/named-creation.ts';
import { operations } from '../../operations/tables.ts';
import type { QuickbooksItemDetails } from '../../quickbooks/models.ts';
import type { WriteAnswer } from '../../quickbooks/write-result.ts';
import { fallbackWhenRefused } from '../../vendor-calls/fallback-when-unavailable.ts';
import { isAccountFault } from '../creating/account-fault.ts';
import { forgetIncomeAccount } from '../creating/income-account.ts';

/** Name of a new item, and whether it is taxable in the US; null elsewhere. */
export type ItemCreation = { name: string; taxable: boolean | null };

const itemCreation: NamedCreation<ItemCreation, QuickbooksItemDetails> = {
  kinds: ['create_item', 'draft_item'],
  create: ({ quickbooks, realm, operation }, requestId) =>
    quickbooks.createItem(realm, operation.body ?? {}, requestId),
  find: ({ quickbooks, realm, operation }) => quickbooks.itemByName(realm, operation.data.name),
};

/**
 * Sends a creation. After a refusal, mirrors the item that has the name, so that the form can offer
 * it, or forgets that the account was usable.
 */
export const sendItem = async (
  work: Work<ItemCreation>,
  call: Call,
): Promise<WriteAnswer<QuickbooksItemDetails> | null> => {
  const response = await sendNamed(itemCreation, work, call);
  if (response?.kind !== 'refused') return response;
  if (response.fault.code === nameTaken.code) await mirrorTaker(work);
  if (isAccountFault(response.fault)) forgetIncomeAccount(work, work.operation);
  return response;
};

const mirrorTaker = async (work: Work<ItemCreation>): Promise<void> => {
  const { db, clock, operation } = work;
  const item = await fallbackWhenRefused(() => itemCreation.find(work), null);
  if (item) await transact(db, (tx) => storeSome(tx, operation, [item], clock.now()));
};

export const recogniseItem = (work: Work<ItemCreation>) => recogniseNamed(itemCreation, work);

/** Creates an item for a line of an open form. */
export const createItemKind: Kind<ItemCreation, QuickbooksItemDetails> = {
  name: 'create_item',
  again: 'never',
  asks: false,
  send: sendItem,
  recognise: recogniseItem,
  resultOf: (item) => item.id,
  async apply(tx, work, item) {
    await recordItem(tx, work, item);
    return null;
  },
};

/** Mirrors and audits a created item. */
export const recordItem = async (
  tx: Tx,
  { operation, clock }: Work<ItemCreation>,
  item: QuickbooksItemDetails,
): Promise<void> => {
  const { companyId, realmId, userId, dealId, sentAt } = operation;
  await storeSome(tx, { companyId, realmId }, [item], clock.now());
  await writeAudit(tx, {
    ...{ companyId, realmId, userId, dealId, at: sentAt },
    action: 'item_created',
    subject: item.id,
    details: { name: item.name },
  });
};

/** The subject that allows one unconfirmed creation of a name at a time. */
export const nameSubject = (realmKey: RealmKey, name: string) => ({
  ...realmKey,
  subject: 'item_name' as const,
  subjectId: name.toLowerCase(),
});

export type CreatedItem = { id: string } & ItemCreation;

/** Items that operations of a draft have created, by their names in lower case. */
export const itemsCreatedFor = async (
  db: Reader,
  draft: RealmKey & { id: string },
): Promise<Map<string, CreatedItem>> => {
  const done = await db
    .select({ itemId: operations.resultId, data: operations.data })
    .from(operations)
    .where(
      and(
        inRealm(operations, draft),
        eq(operations.draftId, draft.id),
        eq(operations.kind, 'draft_item'),
        eq(operations.state, 'done'),
      ),
    );
  return new Map(
    done.map(({ itemId, data }) => {
      const { name, taxable } = data as ItemCreation;
      return [name.toLowerCase(), { id: itemId ?? '', name, taxable }];
    }),
  );
};
