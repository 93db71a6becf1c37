import { billAddress, billAddressLimits } from '../address/bill-address.ts';
import type { CompanyProfile } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import { taxRulesOf } from '../tax/tax-rules.ts';
import { cleanName, hasEmoji } from '../text/clean-text.ts';
import { draftLimits } from './draft-limits.ts';
import { emailErrors } from './email-list.ts';
import { type FieldErrors, unsendable, wrong } from './field-problems.ts';
import { inputLimits } from './input-limits.ts';

type Customer = DraftContent['customer'];

/**
 * Finds names that QuickBooks rejects for a customer, or with its limit for an item: empty, with a
 * colon, or too long.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const nameErrors = (
  path: string,
  typed: string,
  limit: number = draftLimits.customerName,
): FieldErrors => {
  const name = cleanName(typed);
  if (name === '') return wrong(path, 'required');
  if (/[:\p{Cc}]/u.test(name)) return wrong(path, 'forbidden_characters');
  return unsendable(path, name, limit);
};

/**
 * Checks the length of a tax id: ResaleNum in the US; Intuit documents no limit elsewhere.
 * https://developer.intuit.com/app/developer/qbo/docs/api/accounting/all-entities/customer
 */
export const taxIdErrors = (
  path: string,
  taxId: string,
  { country }: Pick<CompanyProfile, 'country'>,
): FieldErrors =>
  unsendable(path, taxId.trim(), country === 'US' ? draftLimits.resaleNumber : inputLimits.name);

/** An address as QuickBooks keeps it with a customer. */
export const addressErrors = (
  path: string,
  address: string,
  { country }: Pick<CompanyProfile, 'country'>,
): FieldErrors => {
  const { lines } = billAddress('', address, country);
  const { perLine, together } = billAddressLimits;
  const longest = Math.max(0, ...lines.map((line) => line.length));
  if (longest > perLine && !hasEmoji(address)) return wrong(path, 'too_long', perLine);
  return unsendable(path, lines.join(''), together);
};

const checkChoice = ({ choice, taxId }: Customer, profile: CompanyProfile): FieldErrors => {
  if (choice.kind === 'none') return wrong('customer.choice', 'choose_customer');
  if (choice.kind === 'existing') return [];
  return [
    ...nameErrors('customer.choice.name', choice.name),
    ...taxIdErrors('customer.taxId', taxId, profile),
  ];
};

const checkAddress = (
  { to, address }: Customer,
  { country }: Pick<CompanyProfile, 'country'>,
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

const checkShipTo = ({ shipTo }: Customer, profile: CompanyProfile): FieldErrors => {
  if (!taxRulesOf(profile).isByAddress || shipTo?.kind !== 'other') return [];
  const path = 'customer.shipTo.address';
  return shipTo.address.trim() === ''
    ? wrong(path, 'required')
    : addressErrors(path, shipTo.address, profile);
};

export const checkCustomer = (content: DraftContent, profile: CompanyProfile): FieldErrors => [
  ...checkChoice(content.customer, profile),
  ...checkAddress(content.customer, profile),
  ...checkShipTo(content.customer, profile),
  ...emailErrors('customer.email', content.customer.email, draftLimits.email),
  ...emailErrors('customer.cc', content.customer.cc ?? '', draftLimits.copies),
  ...emailErrors('customer.bcc', content.customer.bcc ?? '', draftLimits.copies),
];
