import { type FieldErrors, unsendable, wrong } from './field-problems.ts';

const plausible = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@,;<>()".]+$/;

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
  const every = addresses.length > 0 && addresses.every((address) => plausible.test(address));
  return every ? unsendable(path, emailList(email), limit) : wrong(path, 'not_an_email');
};

/** Whether a text contains all addresses of another, in any case and order. */
export const hasAddresses = (text: string, wanted: string): boolean => {
  const there = emailAddresses(text.toLowerCase());
  return emailAddresses(wanted.toLowerCase()).every((one) => there.includes(one));
};
