import { billAddress, billAddressLimits } from './bill-address.ts';
import type { Books } from './books.ts';
import { cleanName, hasEmoji } from './clean-text.ts';
import type { DraftContent } from './draft-content.ts';
import { draftLimits } from './draft-limits.ts';
import { emailErrors } from './email-list.ts';
import { type FieldErrors, unsendable, wrong } from './field-problems.ts';
import { inputLimits } from './input-limits.ts';

type Customer = DraftContent['customer'];

/** Intuit: Customer, DisplayName. */
export const nameErrors = (path: string, typed: string): FieldErrors => {
  const name = cleanName(typed);
  if (name === '') return wrong(path, 'required');
  if (/[:\p{Cc}]/u.test(name)) return wrong(path, 'forbidden_characters');
  return unsendable(path, name, draftLimits.customerName);
};

/** Intuit: Customer, ResaleNum; it names no limit for tax ids elsewhere. */
export const taxIdErrors = (
  path: string,
  taxId: string,
  { country }: Pick<Books, 'country'>,
): FieldErrors =>
  unsendable(path, taxId.trim(), country === 'US' ? draftLimits.resaleNumber : inputLimits.name);

/** An address as QuickBooks keeps it with a customer. */
export const addressErrors = (
  path: string,
  address: string,
  { country }: Pick<Books, 'country'>,
): FieldErrors => {
  const { lines } = billAddress('', address, country);
  const { perLine, together } = billAddressLimits;
  const longest = Math.max(0, ...lines.map((line) => line.length));
  if (longest > perLine && !hasEmoji(address)) return wrong(path, 'too_long', perLine);
  return unsendable(path, lines.join(''), together);
};

const checkChoice = ({ choice, taxId }: Customer, books: Books): FieldErrors => {
  if (choice.kind === 'none') return wrong('customer.choice', 'choose_customer');
  if (choice.kind === 'existing') return [];
  return [
    ...nameErrors('customer.choice.name', choice.name),
    ...taxIdErrors('customer.taxId', taxId, books),
  ];
};

const checkAddress = (
  { to, address }: Customer,
  { country }: Pick<Books, 'country'>,
): FieldErrors => {
  if (hasEmoji(to)) return wrong('customer.to', 'emoji');
  if (hasEmoji(address)) return wrong('customer.address', 'emoji');
  const { perLine, together } = billAddressLimits;
  const tooLongLine = (lines: string[]) => lines.some((line) => line.length > perLine);
  if (tooLongLine(billAddress(to, '', country).lines))
    return wrong('customer.to', 'too_long', perLine);
  const { lines } = billAddress(to, address, country);
  if (tooLongLine(lines)) return wrong('customer.address', 'too_long', perLine);
  const length = lines.reduce((total, line) => total + line.length, 0);
  return length > together ? wrong('customer.address', 'too_long', together) : [];
};

const checkShipTo = ({ shipTo }: Customer, books: Books): FieldErrors => {
  if (books.taxRegime !== 'us_automatic' || shipTo?.kind !== 'other') return [];
  const path = 'customer.shipTo.address';
  return shipTo.address.trim() === ''
    ? wrong(path, 'required')
    : addressErrors(path, shipTo.address, books);
};

export const checkCustomer = (content: DraftContent, books: Books): FieldErrors => [
  ...checkChoice(content.customer, books),
  ...checkAddress(content.customer, books),
  ...checkShipTo(content.customer, books),
  ...emailErrors('customer.email', content.customer.email, draftLimits.email),
];
