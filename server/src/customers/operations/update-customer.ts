import { AppError } from '../../app-error.ts';
import { writeAudit } from '../../audit/store.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import type { RealmKey } from '../../db/realm.ts';
import { storeCustomer } from '../../names/store-customer.ts';
import type { Kind, Work } from '../../operations/kinds.ts';
import type { QuickbooksCustomerDetails } from '../../quickbooks/models.ts';
import { readCustomer } from '../read-customer.ts';
import { type Details, differencesBetween } from '../updating/differences.ts';

type PreviousFields = Pick<QuickbooksCustomerDetails, 'billAddress' | 'email' | 'taxId'>;

/** The values to write, and those the user saw before; null in operations of older versions. */
export type Update = { name: string; asked: Details; before: PreviousFields | null };

/** The subject that allows one unconfirmed update of a customer at a time. */
export const customerSubject = (realmKey: RealmKey, customerId: string) => ({
  ...realmKey,
  subject: 'customer' as const,
  subjectId: customerId,
});

/** `unneeded`: the customer had these values already. */
type Updated = { customer: QuickbooksCustomerDetails; unneeded: boolean };

export const updateCustomerKind: Kind<Update, Updated> = {
  name: 'update_customer',
  again: 'never',
  asks: false,

  async send({ quickbooks, realm, operation }, call) {
    const body = operation.body ?? {};
    const response = await call((requestId) => quickbooks.updateCustomer(realm, body, requestId));
    if (response?.kind !== 'done') return response;
    return { ...response, value: { customer: response.value, unneeded: false } };
  },

  /** Reads the customer again after a stale SyncToken; gives up if the same fields were changed. */
  async renew(work) {
    const { quickbooks, realm, operation } = work;
    const { asked: requested, before } = operation.data;
    const current = await readCustomer(work, realm, operation.subjectId);
    const profile = await profileOf(work);
    if (differencesBetween(requested, current, profile.country).length === 0) {
      return { unneeded: { customer: current, unneeded: true } };
    }
    if (!before || hasConflict(requested, before, current)) throw new AppError('customer_changed');
    return { body: quickbooks.customerEditBody(current, requested, profile), data: operation.data };
  },

  /** Found when all values match, apart from characters that QuickBooks replaced by `?`. */
  async recognise(work) {
    const { quickbooks, realm, operation } = work;
    const current = await quickbooks.customerDetails(realm, operation.subjectId);
    if (!current) return { kind: 'not_found' };
    const { country } = await profileOf(work);
    const differences = differencesBetween(operation.data.asked, current, country);
    return differences.every(({ lettersLost }) => lettersLost)
      ? { kind: 'found', value: { customer: current, unneeded: false } }
      : { kind: 'not_found' };
  },

  async apply(tx, { operation, clock }, { customer, unneeded }) {
    const { companyId, realmId, userId, sentAt, dealId, subjectId, data } = operation;
    await storeCustomer(tx, { companyId, realmId }, customer, clock.now());
    if (unneeded) return null;
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

/** Whether a field to overwrite has changed since the user saw it. */
const hasConflict = (
  requested: Details,
  before: PreviousFields,
  current: PreviousFields,
): boolean =>
  (requested.address !== undefined && before.billAddress !== current.billAddress) ||
  (requested.email !== undefined && before.email !== current.email) ||
  (requested.taxId !== undefined && before.taxId !== current.taxId);
