import { writeAudit } from '../../audit/store.ts';
import type { Db } from '../../db/open-database.ts';
import { type ChangeEnd, type CustomerChange, endChange } from '../change-store.ts';

/** Ends an update of a customer; one that happened is written into the audit log with it. */
export const endUpdate = (db: Db, change: CustomerChange, end: ChangeEnd): Promise<void> =>
  endChange(db, change, end, (tx) => {
    if (end.state !== 'done') return;
    writeAudit(tx, {
      companyId: change.companyId,
      realmId: change.realmId,
      userId: change.userId,
      at: change.sentAt,
      action: 'customer_updated',
      dealId: change.dealId,
      subject: change.customerId,
      details: { name: change.name, changed: Object.keys(change.asked).join(' ') },
    });
  });
