import type { CompanyProfile } from '../../shared/contract/company-profile.ts';
import type { DraftContent, DraftLine } from '../../shared/contract/draft-content.ts';
import type { ValueBasis } from '../../shared/money/deal-value-basis.ts';
import { invoiceTotals } from '../../shared/money/invoice-totals.ts';
import { discountOff, lineAmounts } from '../../shared/money/line-amounts.ts';
import { Big, cents, type Decimal, money, sum, zero } from '../../shared/money/money.ts';
import { spreadCents } from '../../shared/money/spread-cents.ts';
import { isTaxable, taxRulesOf } from '../../shared/tax/tax-rules.ts';

type Item = NonNullable<DraftLine['item']>;

/** What one instalment bills of a deal. */
export type Instalment = {
  /** Text of its lines. */
  text: string;
  /** Decimal text; includes tax if `basis` says so. */
  amount: string;
  /** Sum of the instalments before it. */
  before: string;
  basis: ValueBasis;
  /** The deal's value; null when it is not the sum of the rows, so that it does not show their tax. */
  dealValue: Decimal | null;
  newKey: () => string;
  /** The item of a line with this tax code; null when it is not known. */
  itemOf: (taxCodeId: string | null) => Item | null;
};

/** Lines of a deal with the same tax code. */
type Group = Pick<DraftLine, 'taxCodeId' | 'taxCodeFrom' | 'dealTax'> & {
  amount: Big;
  /** The only item of its lines. */
  item: Item | null;
  names: string[];
};

/**
 * The code of a line. Where lines are taxable or not, a line without a code has its item's, which
 * another item must not change.
 */
const codeOf = (line: DraftLine, profile: CompanyProfile): string | null => {
  const code = isTaxable(line) ? 'TAX' : 'NON';
  const { hasTax, codeProblem } = taxRulesOf(profile);
  const isUsable = hasTax && codeProblem(code, 'excluded', profile.taxCodes) === null;
  return line.taxCodeId ?? (isUsable && isTaxable(line) !== null ? code : null);
};

/** Null when a line has no readable amount. */
const groupsOf = ({ lines }: DraftContent, profile: CompanyProfile): Group[] | null => {
  const groups = new Map<string | null, Group>();
  for (const line of lines) {
    const amount = lineAmounts(line)?.net;
    if (!amount) return null;
    const taxCodeId = codeOf(line, profile);
    const known = groups.get(taxCodeId);
    const { taxCodeFrom, dealTax } = line;
    groups.set(taxCodeId, {
      taxCodeId,
      ...(taxCodeFrom && { taxCodeFrom }),
      ...(dealTax !== undefined && { dealTax }),
      amount: amount.plus(known?.amount ?? zero),
      item: !known || known.item?.id === line.item?.id ? line.item : null,
      names: [...(known?.names ?? []), line.productName ?? line.description.split('\n')[0] ?? ''],
    });
  }
  return [...groups.values()];
};

/**
 * Factor from an amount of the plan to one of the lines: differs from 1 when the deal's value
 * includes tax and prices do not, or the other way round. Where the form knows no tax, which
 * QuickBooks may still add, it follows from the tax in the deal's value.
 */
const lineFactor = (
  content: DraftContent,
  profile: CompanyProfile,
  { basis, dealValue, lineTotal }: Pick<Instalment, 'basis' | 'dealValue'> & { lineTotal: Big },
): Big => {
  const { total, tax } = invoiceTotals(content, profile);
  const { taxMode } = content.details;
  const one = new Big(1);
  if (tax === null || new Big(tax).eq(zero)) {
    const value = new Big(dealValue ?? '0');
    return basis === 'with_tax' && value.gt(zero) ? lineTotal.div(value) : one;
  }
  const gross = new Big(total);
  const net = gross.minus(tax);
  if (basis === 'with_tax' && taxMode === 'excluded' && gross.gt(zero)) {
    return lineTotal.div(gross);
  }
  if (basis === 'without_tax' && taxMode === 'inclusive' && net.gt(zero)) {
    return lineTotal.div(net);
  }
  return one;
};

const asCents = (amount: Big): bigint => BigInt(cents(amount).times(100).toFixed(0));
const fromCents = (amount: bigint): Big => new Big(amount.toString()).div(100);

/**
 * The lines of an instalment: one for each tax code of the deal's lines, in proportion to their
 * amounts after all discounts, so that its tax is the same part of the deal's tax. Pure.
 */
export const instalmentLines = (
  content: DraftContent,
  profile: CompanyProfile,
  instalment: Instalment,
): DraftLine[] => {
  const groups = groupsOf(content, profile) ?? [];
  const subtotal = sum(groups.map(({ amount }) => amount));
  const lineTotal = subtotal.minus(discountOff(subtotal, content.discount) ?? zero);
  const spread = lineTotal.gt(zero) && groups.every(({ amount }) => amount.gte(zero));
  const shared = spread ? groups.filter(({ amount }) => amount.gt(zero)) : [];
  const factor = spread ? lineFactor(content, profile, { ...instalment, lineTotal }) : new Big(1);
  const upTo = new Big(instalment.before).plus(instalment.amount);
  const amount = cents(upTo.times(factor)).minus(cents(new Big(instalment.before).times(factor)));
  if (shared.length === 0) return [lineOf(instalment, amount, null, '')];
  const parts = spreadCents(
    asCents(amount),
    shared.map((group) => asCents(group.amount)),
  );
  return shared.flatMap((group, index) => {
    const part = fromCents(parts[index] ?? 0n);
    const names = shared.length > 1 ? group.names.join(', ').slice(0, mostNames) : '';
    return part.gt(zero) ? [lineOf(instalment, part, group, names)] : [];
  });
};

const mostNames = 500;

const lineOf = (
  { text, newKey, itemOf }: Instalment,
  amount: Big,
  group: Group | null,
  names: string,
): DraftLine => {
  const { taxCodeId = null, taxCodeFrom, dealTax } = group ?? {};
  return {
    key: newKey(),
    productId: null,
    item: itemOf(taxCodeId) ?? group?.item ?? null,
    description: names === '' ? text : `${text}\n${names}`,
    quantity: '1',
    unitPrice: money(amount),
    discount: { kind: 'none' },
    taxCodeId,
    ...(taxCodeFrom && { taxCodeFrom }),
    ...(dealTax !== undefined && { dealTax }),
  };
};
