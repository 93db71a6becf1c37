import type { Company, Office, Realm } from '../world/office.ts';
import { inDays } from './days.ts';
import { inQuickbooks, writeInQuickbooks } from './in-quickbooks.ts';
import { makeInvoice } from './make-invoice.ts';

/** Creates one invoice from the deal, and four in QuickBooks for the same customer. */
export const manyInvoices = async (
  office: Office,
  company: Company,
  realm: Realm,
): Promise<string> => {
  const number = await makeInvoice(office, company, 'withProducts');
  const customerId = (await inQuickbooks(office, realm, number))?.CustomerRef.value ?? '';
  await writeInQuickbooks(office, realm, customerId, [
    { number: 'W-1', amount: 311, date: inDays(-3), due: inDays(30), memo: 'Harbour lobby' },
    { number: 'W-2', amount: 422, date: inDays(-40), due: inDays(-10) },
    { number: 'W-3', amount: 533, date: inDays(-100), due: inDays(30) },
    { number: 'W-4', amount: 644, date: inDays(-500), due: inDays(-470) },
  ]);
  return number;
};
