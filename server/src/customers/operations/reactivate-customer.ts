import { AppError } from '../../app-error.ts';
import { writeAudit } from '../../audit/store.ts';
import { storeCustomer } from '../../names/store-customer.ts';
import type { Kind } from '../../operations/kinds.ts';
import type { QuickbooksCustomerDetails } from '../../quickbooks/models.ts';
import { plainName } from '../../shared/text/full-name.ts';

/** The name of the customer while it was inactive. */
type Reactivation = { name: string };

/** What `reactivationBody` needs of a customer; a sub-customer's own name has no parents. */
export const customerVersion = ({ id, syncToken, name }: QuickbooksCustomerDetails) => ({
  id,
  syncToken,
  plainName: plainName(name),
});

/** Makes an inactive customer active. */
export const reactivateCustomerKind: Kind<Reactivation, QuickbooksCustomerDetails> = {
  name: 'reactivate_customer',
  again: 'never',
  asks: false,

  send: ({ quickbooks, realm, operation }, call) =>
    call((requestId) => quickbooks.updateCustomer(realm, operation.body ?? {}, requestId)),

  async renew({ quickbooks, realm, operation }) {
    const customer = await quickbooks.customerDetails(realm, operation.subjectId);
    if (!customer) throw new AppError('not_found');
    if (customer.active) return { unneeded: customer };
    const body = quickbooks.reactivationBody('Customer', customerVersion(customer));
    return { body, data: operation.data };
  },

  async recognise({ quickbooks, realm, operation }) {
    const customer = await quickbooks.customerDetails(realm, operation.subjectId);
    return customer?.active ? { kind: 'found', value: customer } : { kind: 'not_found' };
  },

  async apply(tx, { operation, clock }, customer) {
    const { companyId, realmId, userId, dealId, sentAt, subjectId } = operation;
    await storeCustomer(tx, { companyId, realmId }, customer, clock.now());
    await writeAudit(tx, {
      ...{ companyId, realmId, userId, dealId, at: sentAt },
      action: 'customer_reactivated',
      subject: subjectId,
      details: { name: customer.name },
    });
    return null;
  },
};
