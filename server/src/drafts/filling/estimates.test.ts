import { beforeEach, describe, expect, it } from 'vitest';
import type { DraftFixture } from '../../testing/draft-fixture.ts';
import { openEstimateFixture } from '../../testing/estimate-fixture.ts';

let at: Awaited<ReturnType<typeof openEstimateFixture>>;
beforeEach(async () => {
  at = await openEstimateFixture();
});

const numbers = async () => (await at.read()).estimates.map(({ number }) => number);
const refusedTo = async (user: DraftFixture['company']['owner']) => {
  const { body } = await at.fixture.call(user, 'drafts/estimates', at.input());
  return (body as { error?: { code: string } }).error?.code;
};

describe('the estimates offered for a customer', () => {
  it('have the lines, taxes and discount of the estimate', async () => {
    await at.make({
      DocNumber: 'E-1',
      TxnDate: '2026-11-01',
      ExpirationDate: '2035-12-31',
      TxnStatus: 'Accepted',
      Line: [
        {
          ...at.sale(37.5, { Qty: 3, UnitPrice: 12.5, TaxCodeRef: { value: 'NON' } }),
          Description: 'Oak desk, oiled',
        },
        at.sale(20, { TaxCodeRef: { value: 'TAX' } }),
        {
          DetailType: 'DiscountLineDetail',
          DiscountLineDetail: { PercentBased: true, DiscountPercent: 10 },
        },
      ],
    });
    expect((await at.read()).estimates).toMatchObject([
      {
        number: 'E-1',
        issueDate: '2026-11-01',
        expiresOn: '2035-12-31',
        status: 'accepted',
        currency: 'USD',
        lines: [
          {
            item: { id: '6', name: 'Standing desk' },
            description: 'Oak desk, oiled',
            quantity: '3',
            unitPrice: '12.5',
            taxCodeId: 'NON',
          },
          { quantity: '1', unitPrice: '20.00', taxCodeId: 'TAX' },
        ],
        left: 0,
        discount: { kind: 'percent', value: '10' },
        taxMode: null,
      },
    ]);
  });

  it('are pending or accepted, not expired, closed or billed', async () => {
    await at.make({ DocNumber: 'pending', ExpirationDate: at.today() });
    await at.make({ DocNumber: 'accepted', TxnStatus: 'Accepted' });
    await at.make({ DocNumber: 'expired', ExpirationDate: '2024-05-01' });
    await at.make({ DocNumber: 'closed', TxnStatus: 'Closed' });
    await at.make({ DocNumber: 'rejected', TxnStatus: 'Rejected' });
    await at.bill((await at.make({ DocNumber: 'billed' })).Id);
    expect((await numbers()).toSorted()).toEqual(['accepted', 'pending']);
  });

  it('have texts, shipping and service dates, as far as the company uses them', async () => {
    const text = { DetailType: 'DescriptionOnly', Description: 'Delivered in May' };
    const shipping = at.sale(5, { ItemRef: { value: 'SHIPPING_ITEM_ID' } });
    await at.make({ Line: [at.sale(20), text, shipping] });
    const [estimate] = (await at.read()).estimates;
    expect(estimate).toMatchObject({
      lines: [{ unitPrice: '20.00' }, { kind: 'text', description: 'Delivered in May' }],
      shipping: { amount: '5.00' },
      left: 0,
    });
  });

  it('have an amount off the whole', async () => {
    const off = {
      DetailType: 'DiscountLineDetail',
      Amount: 7,
      DiscountLineDetail: { PercentBased: false },
    };
    await at.make({ Line: [at.sale(20), off] });
    expect((await at.read()).estimates[0]?.discount).toEqual({ kind: 'amount', value: '7.00' });
  });

  it('are read from QuickBooks once, and not at all when the company uses none', async () => {
    await at.make();
    await at.fixture.forgetCalls();
    expect(await numbers()).toHaveLength(1);
    expect(await at.fixture.calls()).toEqual(['POST query']);
    const without = await openEstimateFixture('us', { allowEstimates: false });
    await without.make();
    await without.fixture.forgetCalls();
    expect(await without.read()).toEqual({ estimates: [], more: false, trouble: null });
    expect(await without.fixture.calls()).toEqual([]);
  });

  it('are those of this customer', async () => {
    await at.make({ CustomerRef: { value: at.otherCustomerId } });
    expect(await numbers()).toEqual([]);
  });

  it('are not shown to a colleague, to another company, or for a hidden deal', async () => {
    await at.make();
    const { company } = (await openEstimateFixture('us', {}, { test: at.fixture })).fixture;
    await at.fixture.forgetCalls();
    expect(await refusedTo(at.fixture.company.colleague)).toBe('not_owner');
    const { body } = await at.fixture.call(company.owner, 'drafts/estimates', at.input());
    expect((body as { estimates?: object[] }).estimates ?? []).toEqual([]);
    await at.fixture.hideDeal(at.form.dealId);
    // The deal check is cached for five minutes.
    at.fixture.clock.advance(6 * 60_000);
    expect(await refusedTo(at.fixture.company.owner)).toBe('deal_not_found');
    expect(await at.fixture.calls()).toEqual([]);
  });

  it('fail with the error of QuickBooks', async () => {
    await at.fixture.fault({ fault: 'status', status: 503, times: 9 }, 'query');
    expect(await refusedTo(at.fixture.company.owner)).toBe('quickbooks_unavailable');
  });
});

describe('the linked estimate', () => {
  const troubleOf = async (linkedId: string) => (await at.read({ linkedId })).trouble;

  it('has no trouble while it is open', async () => {
    expect(await troubleOf((await at.make()).Id)).toBeNull();
  });

  it('was billed, closed or deleted, or has expired', async () => {
    const billed = await at.make();
    await at.bill(billed.Id);
    expect(await troubleOf(billed.Id)).toBe('billed');
    expect(await troubleOf((await at.make({ TxnStatus: 'Closed' })).Id)).toBe('closed');
    expect(await troubleOf((await at.make({ ExpirationDate: '2024-05-01' })).Id)).toBe('expired');
    expect(await troubleOf('999999')).toBe('deleted');
  });
});

describe('an estimate outside the US', () => {
  const line = (differs: object) => at.sale(100, { TaxCodeRef: { value: '2' }, ...differs });

  beforeEach(async () => {
    at = await openEstimateFixture('uk');
  });

  it('keeps prices without tax', async () => {
    await at.make({ GlobalTaxCalculation: 'TaxExcluded', Line: [line({})] });
    expect((await at.read()).estimates[0]).toMatchObject({
      total: '120.00',
      taxMode: 'excluded',
      lines: [{ unitPrice: '100.00', taxCodeId: '2' }],
    });
  });

  it('keeps prices with tax', async () => {
    const priced = { Qty: 3, UnitPrice: 33.3333333, TaxInclusiveAmt: 120 };
    await at.make({ GlobalTaxCalculation: 'TaxInclusive', Line: [line(priced)] });
    expect((await at.read()).estimates[0]).toMatchObject({
      total: '120.00',
      taxMode: 'inclusive',
      lines: [{ quantity: '3', unitPrice: '40' }],
    });
  });

  it('has no tax', async () => {
    await at.make({ GlobalTaxCalculation: 'NotApplicable', Line: [at.sale(100)] });
    expect((await at.read()).estimates[0]).toMatchObject({ total: '100.00', taxMode: 'none' });
  });
});
