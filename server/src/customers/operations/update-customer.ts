import { AppError } from '../../app-error.ts';
import { writeAudit } from '../../audit/store.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import type { RealmKey } from '../../db/realm.ts';
import type { Kind, Work } from '../../operations/kinds.ts';
import type { QuickbooksCustomerDetails } from '../../quickbooks/models.ts';
import { readCustomer } from '../read-customer.ts';
import { type Details, differencesBetween } from '../updating/differences.ts';

type Seen = Pick<QuickbooksCustomerDetails, 'billAddress' | 'email' | 'taxId'>;

/** What is to be written into a customer, and what the user saw there; null in old operations. */
export type Update = { name: string; asked: Details; before: Seen | null };

/** What one update of a customer at a time may be open for. */
export const customerSubject = (realmKey: RealmKey, customerId: string) => ({
  ...realmKey,
  subject: 'customer' as const,
  subjectId: customerId,
});

/** `unneeded`: somebody else has written the same meanwhile. */
type Updated = { customer: QuickbooksCustomerDetails; unneeded: boolean };

/** Writes details into a customer. */
export const updateCustomerKind: Kind<Update, Updated> = {
  name: 'update_customer',
  again: 'never',
  asks: false,

  async send({ quickbooks, realm, operation }, call) {
    const body = operation.body ?? {};
    const answer = await call((requestId) => quickbooks.updateCustomer(realm, body, requestId));
    if (answer?.kind !== 'done') return answer;
    return { ...answer, value: { customer: answer.value, unneeded: false } };
  },

  /** Somebody changed the customer since it was read: it is read and judged once more. */
  async renew(work) {
    const { quickbooks, realm, operation } = work;
    const { asked, before } = operation.data;
    const now = await readCustomer(work, realm, operation.subjectId);
    const profile = await profileOf(work);
    if (differencesBetween(asked, now, profile.country).length === 0) {
      return { unneeded: { customer: now, unneeded: true } };
    }
    if (!before || isTouched(asked, before, now)) throw new AppError('customer_changed');
    return { body: quickbooks.customerEditBody(now, asked, profile), data: operation.data };
  },

  /** All that was asked for is there, lost letters aside; a tax id that QuickBooks masks was not asked for. */
  async recognise(work) {
    const { quickbooks, realm, operation } = work;
    const now = await quickbooks.customerDetails(realm, operation.subjectId);
    if (!now) return { kind: 'not_found' };
    const { country } = await profileOf(work);
    const differences = differencesBetween(operation.data.asked, now, country);
    return differences.every(({ lettersLost }) => lettersLost)
      ? { kind: 'found', value: { customer: now, unneeded: false } }
      : { kind: 'not_found' };
  },

  async apply(tx, { operation }, { unneeded }) {
    if (unneeded) return null;
    const { companyId, realmId, userId, sentAt, dealId, subjectId, data } = operation;
    await writeAudit(tx, {
      companyId,
      realmId,
      userId,
      at: sentAt,
      action: 'customer_updated',
      dealId,
      subject: subjectId,
      details: { name: data.name, changed: Object.keys(data.asked).join(' ') },
    });
    return null;
  },
};

const profileOf = ({ operation, realm, ...dependencies }: Work<Update>) => {
  const ctx = { ...dependencies, companyId: operation.companyId, userId: operation.userId };
  return knownCompanyProfile(ctx, { id: realm.connectionId, realmId: realm.realmId });
};

/** Whether somebody has changed what is about to be overwritten. */
const isTouched = (asked: Details, before: Seen, now: Seen): boolean =>
  (asked.address !== undefined && before.billAddress !== now.billAddress) ||
  (asked.email !== undefined && before.email !== now.email) ||
  (asked.taxId !== undefined && before.taxId !== now.taxId);
