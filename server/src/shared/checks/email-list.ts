import { hasEmoji } from '../text/clean-text.ts';
import { type FieldErrors, unsendable, wrong } from './field-problems.ts';

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const label = '[A-Za-z0-9-]+';

/**
 * QuickBooks requires the syntax of RFC 822 (2210): ASCII, and no dot at an end or beside another.
 * https://developer.intuit.com/app/developer/qbo/docs/develop/troubleshooting/error-codes
 */
const sendable = new RegExp(`^${atom}(?:\\.${atom})*@${label}(?:\\.${label})+$`);

/** Splits a text into addresses at commas and semicolons. */
export const emailAddresses = (text: string): string[] =>
  text.split(/[,;]/).flatMap((address) => address.trim() || []);

/**
 * Joins addresses with commas, as QuickBooks requires.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/invoice
 */
export const emailList = (text: string): string => emailAddresses(text).join(', ');

/** Checks a list of addresses, which may be empty; `limit` is the length of the sent text. */
export const emailErrors = (path: string, email: string, limit: number): FieldErrors => {
  if (email.trim() === '') return [];
  const addresses = emailAddresses(email);
  const every = addresses.length > 0 && addresses.every((address) => sendable.test(address));
  return every || hasEmoji(email)
    ? unsendable(path, emailList(email), limit)
    : wrong(path, 'not_an_email');
};

/** Whether a text contains all addresses of another, in any case and order. */
export const hasAddresses = (text: string, wanted: string): boolean => {
  const there = emailAddresses(text.toLowerCase());
  return emailAddresses(wanted.toLowerCase()).every((one) => there.includes(one));
};
