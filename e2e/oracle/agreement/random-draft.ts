import fc from 'fast-check';
import type { DraftContent } from '../../../server/src/shared/contract/draft-content.ts';
import { makeDraft, makeLine } from '../../../server/src/testing/make-draft.ts';
import { discountedSum, type TypedDiscount } from '../form-totals.ts';
import { Fraction, share, zero } from '../fraction.ts';
import { bundleId, type ComparedCompany } from './compared-company.ts';

/** Decimal text between 0 and `max` with up to `places` digits after the point. */
const decimal = (max: number, places: number) =>
  fc
    .tuple(fc.nat(max), fc.nat(10 ** places - 1), fc.nat(places))
    .map(([whole, part, used]) =>
      used === 0 ? `${whole}` : `${whole}.${String(part).padStart(places, '0').slice(0, used)}`,
    );

/** Mostly prices of a few units, whose tax is often half a cent. */
const price = fc.oneof(
  { weight: 4, arbitrary: decimal(99, 2) },
  { weight: 2, arbitrary: decimal(9999, 2) },
  { weight: 1, arbitrary: decimal(999, 5) },
  { weight: 1, arbitrary: fc.constant('0') },
);

const quantity = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 30 }).map(String) },
  { weight: 1, arbitrary: decimal(999, 5).filter((text) => Number(text) > 0) },
);

/** What is drawn at random for an invoice. */
type Shape = {
  lines: {
    quantity: string;
    unitPrice: string;
    discount: Share;
    code: string;
    taxable: boolean;
    /** Sold as the only item of a bundle, if it has no discount. */
    bundled: boolean;
  }[];
  discount: Share;
  shipping: { amount: string; code: string; taxable: boolean } | null;
  taxMode: 'excluded' | 'inclusive' | 'none';
  salesTax: string | null;
};

/** A discount in percent, or as a part of the amount that it is taken off. */
type Share = { kind: 'none' | 'percent' | 'amount'; percent: string };

const discount: fc.Arbitrary<Share> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ kind: 'none' as const, percent: '0' }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('percent' as const, 'amount' as const),
      percent: fc.oneof(decimal(99, 2), fc.constant('100')),
    }),
  },
);

export const randomShape = ({ country }: ComparedCompany): fc.Arbitrary<Shape> => {
  const names = Object.keys(country.codes);
  const line = fc.record({
    quantity,
    unitPrice: fc
      .tuple(price, fc.nat(9))
      .map(([amount, drawn]) => (drawn === 0 && Number(amount) > 0 ? `-${amount}` : amount)),
    discount,
    code: fc.constantFrom(...names),
    taxable: fc.boolean(),
    bundled: fc.nat(4).map((drawn) => drawn === 0),
  });
  const modes = ['excluded', 'inclusive', 'none'] as const;
  return fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 8 }),
    discount,
    shipping: fc.option(
      fc.record({
        amount: decimal(99, 2).filter((text) => Number(text) > 0),
        code: fc.constantFrom(...names),
        taxable: fc.boolean(),
      }),
      { nil: null, freq: 2 },
    ),
    taxMode: country.codePer === 'line' ? fc.constantFrom(...modes) : fc.constant('excluded'),
    salesTax: fc.option(fc.constantFrom(...names), { nil: null, freq: 8 }),
  });
};

/** An amount as part of what it is taken off, which the form requires it not to exceed. */
const typedDiscount = ({ kind, percent }: Share, amount: Fraction): TypedDiscount => {
  if (kind === 'none') return { kind };
  if (kind === 'percent') return { kind, value: percent };
  const part = share(amount, Fraction.of(percent)).cents();
  return part.compare(zero) > 0 ? { kind, value: part.money() } : { kind: 'none' };
};

const bundleOf = (sold: { unitPrice: string; taxCodeId: string | null }) => ({
  id: bundleId,
  name: 'Starter set',
  parts: [
    { item: { id: '1', name: 'Services', taxable: null }, description: '', quantity: '1', ...sold },
  ],
});

/** The draft of the form, and the same invoice for the oracle. */
export const draftOf = ({ lines, taxMode, salesTax, ...shape }: Shape, at: ComparedCompany) => {
  const perLine = at.country.codePer === 'line';
  const ratesOf = ({ code, taxable }: { code: string; taxable: boolean }) => {
    const codeRates = perLine ? at.ratesOf(code) : at.ratesOf(salesTax ?? '');
    const isTaxed = perLine ? taxMode !== 'none' : taxable && salesTax !== null;
    return isTaxed ? codeRates : [];
  };
  const codeIdOf = ({ code, taxable }: { code: string; taxable: boolean }) =>
    perLine ? at.codeId(code) : taxable ? 'TAX' : 'NON';
  const { shipping } = shape;
  const typedLines = lines.map((line) => {
    const amount = Fraction.of(line.unitPrice).times(Fraction.of(line.quantity)).cents();
    return {
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      discount: typedDiscount(line.discount, amount),
      rates: ratesOf(line),
    };
  });
  const typed = {
    lines: typedLines,
    pricesContainTax: taxMode === 'inclusive',
    rounding: at.country.rounding,
    discount: { kind: 'none' } as TypedDiscount,
    ...(shipping && { shipping: { amount: shipping.amount, rates: ratesOf(shipping) } }),
  };
  typed.discount = typedDiscount(shape.discount, discountedSum(typed));
  const content: DraftContent = makeDraft({
    lines: typedLines.map((line, index) => {
      const drawn = lines[index];
      const { quantity, unitPrice, discount } = line;
      const sold = { unitPrice, taxCodeId: drawn ? codeIdOf(drawn) : null };
      return drawn?.bundled && discount.kind === 'none'
        ? makeLine({ key: `${index}`, quantity, item: null, bundle: bundleOf(sold) })
        : makeLine({ key: `${index}`, quantity, discount, ...sold });
    }),
    discount: typed.discount,
    ...(shipping && { shipping: { amount: shipping.amount, taxCodeId: codeIdOf(shipping) } }),
    details: {
      currency: at.profile.homeCurrency,
      number: 'A-1',
      taxMode,
      salesTaxCodeId: perLine || salesTax === null ? null : at.codeId(salesTax),
    },
  });
  return { typed, content };
};
