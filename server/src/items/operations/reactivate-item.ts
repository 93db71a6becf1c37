import { AppError } from '../../app-error.ts';
import { writeAudit } from '../../audit/store.ts';
import type { RealmKey } from '../../db/realm.ts';
import { storeSome } from '../../names/store.ts';
import type { Kind } from '../../operations/kinds.ts';
import type { QuickbooksItemDetails } from '../../quickbooks/models.ts';

/** The name of the item while it was inactive. */
type Reactivation = { name: string };

/** The subject that allows one unconfirmed change of an item at a time. */
export const itemSubject = (realmKey: RealmKey, itemId: string) => ({
  ...realmKey,
  subject: 'item' as const,
  subjectId: itemId,
});

/** Makes an inactive item active. */
export const reactivateItemKind: Kind<Reactivation, QuickbooksItemDetails> = {
  name: 'reactivate_item',
  again: 'never',
  asks: false,

  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.updateItem(realm, operation.body ?? {}, requestId)),

  async renew({ quickbooks, realm, operation }) {
    const item = await quickbooks.itemNow(realm, operation.subjectId);
    if (!item) throw new AppError('not_found');
    if (item.active) return { unneeded: item };
    return { body: quickbooks.reactivationBody('Item', item), data: operation.data };
  },

  async recognise({ quickbooks, realm, operation }) {
    const item = await quickbooks.itemNow(realm, operation.subjectId);
    return item?.active ? { kind: 'found', value: item } : { kind: 'not_found' };
  },

  async apply(tx, { operation, clock }, item) {
    const { companyId, realmId, userId, dealId, sentAt, subjectId } = operation;
    await storeSome(tx, { companyId, realmId }, [item], clock.now());
    await writeAudit(tx, {
      ...{ companyId, realmId, userId, dealId, at: sentAt },
      action: 'item_reactivated',
      subject: subjectId,
      details: { name: item.name },
    });
    return null;
  },
};
