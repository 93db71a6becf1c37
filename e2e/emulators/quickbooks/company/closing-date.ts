import { refusal } from '../wire/faults.ts';
import type { Company } from './realm.ts';

/**
 * Throws 6210 for a transaction dated on or before the closing date; 6200 where the settings allow
 * changes with a password, which the API cannot send.
 */
export function refuseClosedPeriod(company: Company, date: string): void {
  const { bookCloseDate: closed, closedBy } = company.preferences;
  if (closed && date <= closed)
    throw refusal(
      closedBy === 'password' ? '6200' : '6210',
      `Account Period Closed, Cannot Update Through Services API : The account period has closed and the account books cannot be updated through the QBO Services API. Transaction date ${date} is not after ${closed}.`,
    );
}

/** Throws 6190 when the subscription has ended: the company is read-only. */
export function refuseReadOnlyCompany(company: Company): void {
  if (company.preferences.subscription === 'EXPIRED')
    throw refusal(
      '6190',
      'Subscription period has ended or canceled or there was a billing problem : You cannot add or edit data because your trial or subscription period ended, you canceled your subscription, or there was a billing problem.',
    );
}
