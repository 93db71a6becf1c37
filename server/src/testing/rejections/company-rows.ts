import { records } from './companies.ts';
import { group, type Row } from './row.ts';
import { sources } from './sources.ts';
import { chosen } from './typed.ts';

/** States of the company that concern every invoice. */
export const companyRows: Row[] = group({ typed: {} }, [
  {
    when: 'the subscription has ended',
    company: 'expired',
    source: sources.errorCodes,
    quickbooks: { rejects: '6190' },
    finding: { path: '', problem: 'subscription_expired' },
    resolution: { inQuickbooks: { preferences: { subscription: 'PAID' } } },
  },
  {
    when: 'QuickBooks applies the credit of the customer',
    company: 'credit',
    source: sources.preferences,
    typed: chosen(records.customer),
    quickbooks: { alters: 'Balance', stored: 60 },
    finding: { path: 'customer.choice', problem: 'credit_applies', limit: '40.00' },
    resolution: { enter: chosen(records.otherCustomer) },
  },
]);
