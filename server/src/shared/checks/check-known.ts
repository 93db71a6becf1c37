import { type CompanyProfile, sendsNumber } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import type { FieldProblem } from '../contract/error-body.ts';
import type { KnownRecords } from '../contract/known-records.ts';
import { taxRulesOf } from '../tax/tax-rules.ts';
import { cleanName } from '../text/clean-text.ts';
import { type FieldErrors, wrong } from './field-problems.ts';

/** Problems that only our copy of QuickBooks shows; reading the records again may dispel them. */
export const isFromMirror = (problem: FieldProblem): boolean => fromMirror.has(problem);

const fromMirror: ReadonlySet<FieldProblem> = new Set([
  'name_taken',
  'customer_inactive',
  'customer_gone',
  'item_inactive',
  'item_gone',
  'item_unsellable',
  'number_taken',
  'subscription_expired',
]);

const nameOf = ({ customer }: DraftContent, { name }: KnownRecords): FieldErrors => {
  const { choice } = customer;
  const isAsked = choice.kind === 'new' && cleanName(choice.name) === name?.asked;
  return isAsked && name.takenBy
    ? wrong('customer.choice.name', 'name_taken', name.free ?? undefined)
    : [];
};

const chosenOf = ({ customer }: DraftContent, known: KnownRecords): FieldErrors => {
  const { choice } = customer;
  if (choice.kind !== 'existing' || choice.id !== known.customer?.id) return [];
  const { state } = known.customer;
  return state === 'inactive' || state === 'gone'
    ? wrong('customer.choice', `customer_${state}`)
    : [];
};

/** The customer, or the name of a new one, as far as our copy of QuickBooks shows. */
export const checkKnownCustomer = (content: DraftContent, known: KnownRecords): FieldErrors => [
  ...nameOf(content, known),
  ...chosenOf(content, known),
];

/** Lines whose item cannot be sold any more. */
export const checkKnownItems = ({ lines }: DraftContent, { items }: KnownRecords): FieldErrors => {
  if (items.length === 0) return [];
  const states = new Map(items.map(({ id, state }) => [id, state]));
  return lines.flatMap(({ item }, index) => {
    const state = item && states.get(item.id);
    return !state || state === 'active' || state === 'unknown'
      ? []
      : wrong(`lines.${index}.item`, `item_${state}`);
  });
};

/**
 * QuickBooks rejects a used number only where the company numbers its invoices itself. A used number
 * of a pattern is a problem elsewhere too.
 */
export const checkKnownNumber = (
  { details }: DraftContent,
  profile: Pick<CompanyProfile, 'customNumbers' | 'numbersByPattern' | 'country' | 'taxRegime'>,
  { number }: KnownRecords,
): FieldErrors => {
  if (!sendsNumber(profile)) return [];
  const [path, typed] = ['details.number', details.number.trim()];
  if (typed === '' && profile.customNumbers && taxRulesOf(profile).requiresNumber)
    return wrong(path, 'required', number?.next ?? undefined);
  return number?.taken && typed === number.asked
    ? wrong(path, 'number_taken', number.next ?? undefined)
    : [];
};
