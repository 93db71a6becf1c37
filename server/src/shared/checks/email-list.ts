import { type FieldErrors, unsendable, wrong } from './field-problems.ts';

const plausible = /^[^\s@,;<>()"]+@[^\s@,;<>()"]+\.[^\s@,;<>()".]+$/;

/** The addresses of a text: people write several with commas or semicolons between them. */
export const emailAddresses = (text: string): string[] =>
  text.split(/[,;]/).flatMap((address) => address.trim() || []);

/** With commas between them, the only way QuickBooks takes several (Intuit: Invoice, BillEmail). */
export const emailList = (text: string): string => emailAddresses(text).join(', ');

/** One address or several, none at all among them; `limit` counts what is sent. */
export const emailErrors = (path: string, email: string, limit: number): FieldErrors => {
  if (email.trim() === '') return [];
  const addresses = emailAddresses(email);
  const every = addresses.length > 0 && addresses.every((address) => plausible.test(address));
  return every ? unsendable(path, emailList(email), limit) : wrong(path, 'not_an_email');
};

/** Whether a text names all addresses of another, whatever their case and order. */
export const hasAddresses = (text: string, wanted: string): boolean => {
  const there = emailAddresses(text.toLowerCase());
  return emailAddresses(wanted.toLowerCase()).every((one) => there.includes(one));
};
