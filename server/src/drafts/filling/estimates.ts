import { todayIn } from '../../clock.ts';
import { knownCompanyProfile } from '../../company-profile/company-profile.ts';
import { realmOf } from '../../company-profile/connected-realm.ts';
import { activeConnection } from '../../connection/invoice-access.ts';
import type { Ctx } from '../../context.ts';
import type { QuickbooksEstimate } from '../../quickbooks/models.ts';
import { type InvoiceParts, partsOf } from '../../quickbooks/translate/invoice-parts.ts';
import { discountPercent } from '../../quickbooks/translate/raw-lines.ts';
import type { EstimateTrouble } from '../../shared/checks/check-estimate.ts';
import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { Input, Output } from '../../shared/contract/contract.ts';
import type { Discount } from '../../shared/contract/draft-content.ts';
import { Big } from '../../shared/money/money.ts';
import { type TaxRules, taxRulesOf } from '../../shared/tax/tax-rules.ts';
import type { drafts, OpenEstimate } from '../contract.ts';
import { copiedLines, copiedShipping } from './copied-lines.ts';

/** The form lists this many at most. */
const mostOffered = 25;

const troubleOf = (
  { billed, status, expiresOn }: QuickbooksEstimate,
  today: string,
): EstimateTrouble | null => {
  if (billed) return 'billed';
  if (status === 'closed') return 'closed';
  return expiresOn !== null && expiresOn < today ? 'expired' : null;
};

const discountOf = ({ document }: QuickbooksEstimate, { discount }: InvoiceParts): Discount => {
  const percent = discountPercent(document);
  if (percent !== null) return { kind: 'percent', value: percent };
  return new Big(discount).eq(0) ? { kind: 'none' } : { kind: 'amount', value: discount };
};

/**
 * Whether the prices with tax can be copied. QuickBooks keeps an amount off without its tax, which
 * the form would read as one with tax.
 */
const hasInclusivePrices = (
  { raw }: QuickbooksEstimate['document'],
  { lines }: InvoiceParts,
  discount: Discount,
): boolean =>
  /^tax_?inclusive$/i.test(raw.taxCalculation ?? '') &&
  discount.kind !== 'amount' &&
  lines.every(({ kind, inclusiveAmount }) => kind !== 'item' || inclusiveAmount !== null);

const taxModeOf = (
  { taxCalculation }: QuickbooksEstimate['document']['raw'],
  { priceModes }: TaxRules,
  inclusive: boolean,
): OpenEstimate['taxMode'] => {
  if (priceModes.length === 1) return null;
  if (/^not_?applicable$/i.test(taxCalculation ?? '')) return 'none';
  // Without a mode the copied prices are those without tax.
  return inclusive ? 'inclusive' : 'excluded';
};

const offered = (estimate: QuickbooksEstimate, profile: CompanyProfile): OpenEstimate => {
  const { document, expiresOn, status } = estimate;
  const parts = partsOf(document);
  const discount = discountOf(estimate, parts);
  const rules = taxRulesOf(profile);
  const inclusive =
    rules.priceModes.includes('inclusive') && hasInclusivePrices(document, parts, discount);
  const { salesTaxCodeId } = document.raw;
  const { lines, left } = copiedLines(parts, profile, { inclusive, serviceDates: true });
  const shipping = copiedShipping(document, profile, inclusive);
  const isShippingLeft = shipping === null && !new Big(parts.shipping).eq(0);
  const isKnownCode = profile.taxCodes.some(({ id }) => id === salesTaxCodeId);
  return {
    id: document.id,
    number: document.number,
    issueDate: document.issueDate,
    expiresOn,
    status: status === 'accepted' ? 'accepted' : 'pending',
    currency: document.currency,
    total: document.total,
    lines,
    left: left + (isShippingLeft ? 1 : 0),
    discount,
    shipping,
    taxMode: taxModeOf(document.raw, rules, inclusive),
    salesTaxCodeId: rules.codes === 'per_invoice' && isKnownCode ? salesTaxCodeId : null,
  };
};

/** Returns the customer's open estimates. Throws what the deal check and reads throw. */
export const estimates = async (
  ctx: Ctx,
  { dealId, customerId, linkedId }: Input<typeof drafts.estimates>,
): Promise<Output<typeof drafts.estimates>> => {
  const connection = await activeConnection(ctx);
  await ctx.dealCheck(ctx, dealId);
  const profile = await knownCompanyProfile(ctx, connection);
  if (profile.estimates === false) return { estimates: [], more: false, trouble: null };
  const read = await ctx.quickbooks.estimatesOf(realmOf(connection), customerId);
  const today = todayIn(profile.zone, ctx.clock.now());
  const open = read.estimates.filter((estimate) => troubleOf(estimate, today) === null);
  const linked = read.estimates.find(({ document }) => document.id === linkedId);
  const isDeleted = linkedId !== null && !linked && !read.more;
  return {
    estimates: open.slice(0, mostOffered).map((estimate) => offered(estimate, profile)),
    more: read.more || open.length > mostOffered,
    trouble: linked ? troubleOf(linked, today) : isDeleted ? 'deleted' : null,
  };
};
