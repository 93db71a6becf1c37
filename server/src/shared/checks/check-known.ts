import { type CompanyProfile, sendsNumber } from '../contract/company-profile.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import type { FieldProblem } from '../contract/error-body.ts';
import type { KnownRecords } from '../contract/known-records.ts';
import { taxRulesOf } from '../tax/tax-rules.ts';
import { cleanName } from '../text/clean-text.ts';
import { type FieldErrors, wrong } from './field-problems.ts';

/** Problems that only the mirror of QuickBooks shows; reading the records again may dispel them. */
export const isFromMirror = (problem: FieldProblem): boolean => fromMirror.has(problem);

const fromMirror: ReadonlySet<FieldProblem> = new Set([
  'name_taken',
  'customer_inactive',
  'customer_gone',
  'item_inactive',
  'item_gone',
  'item_unsellable',
  'item_name_taken',
  'item_name_inactive',
  'income_account_missing',
  'income_account_unusable',
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

/** The customer, or the name of a new one, as far as the mirror of QuickBooks shows. */
export const checkKnownCustomer = (content: DraftContent, known: KnownRecords): FieldErrors => [
  ...nameOf(content, known),
  ...chosenOf(content, known),
];

/** Lines whose item cannot be sold any more, or cannot be created. */
export const checkKnownItems = ({ lines }: DraftContent, known: KnownRecords): FieldErrors => {
  const { items, takenItemNames, newItemAccount } = known;
  if (items.length + takenItemNames.length === 0 && newItemAccount === null) return [];
  const states = new Map(items.map(({ id, state }) => [id, state]));
  const troubleOf = (item: DraftContent['lines'][number]['item'], path: string): FieldErrors => {
    if (!item) return [];
    if (item.id === null) return newItemErrors(path, item.name, known);
    const state = states.get(item.id);
    return !state || state === 'active' || state === 'unknown' ? [] : wrong(path, `item_${state}`);
  };
  return lines.flatMap((line, index) =>
    line.bundle
      ? line.bundle.parts.flatMap(({ item }, part) =>
          troubleOf(item, `lines.${index}.bundle.parts.${part}.item`),
        )
      : troubleOf(line.item, `lines.${index}.item`),
  );
};

/** The entry of `takenItemNames` for a name; undefined when no item has it. */
export const takenItemName = (name: string, { takenItemNames }: KnownRecords) => {
  const wanted = cleanName(name).toLowerCase();
  return takenItemNames.find(({ asked }) => asked === wanted);
};

/** An item to create whose name another item has, or that has no account to be sold on. */
const newItemErrors = (path: string, name: string, known: KnownRecords): FieldErrors => {
  const taken = takenItemName(name, known);
  if (taken) {
    const problem = taken.takenBy.active ? 'item_name_taken' : 'item_name_inactive';
    return wrong(`${path}.name`, problem, taken.free ?? undefined);
  }
  const account = known.newItemAccount;
  if (account?.state === 'missing') return wrong(path, 'income_account_missing');
  return account?.state === 'unusable' ? wrong(path, 'income_account_unusable', account.name) : [];
};

/**
 * QuickBooks rejects a used number only where the company numbers its invoices itself. A used
 * number of a pattern is a problem elsewhere too.
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
