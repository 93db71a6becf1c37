import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../customers/contract.ts';
import { customerLinks } from '../../customers/tables.ts';
import { transact } from '../../db/transact.ts';
import { invoices } from '../../invoices/tables.ts';
import type { CoveredAmount, DealLedger } from '../../shared/contract/deal-ledger.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import type { KnownRecords } from '../../shared/contract/known-records.ts';
import { changeCurrency, convertAmounts } from '../../shared/money/conversion.ts';
import { control } from '../../testing/control.ts';
import { type DraftFixture, openDraftFixture, untilOver } from '../../testing/draft-fixture.ts';
import { mirrorEverything } from '../../testing/mirror-everything.ts';
import type { DraftForm } from '../contract.ts';

/** A British company with several currencies; its deal in dollars has a customer in euros. */
const deal = 'discountsAndTaxes';

const openForm = async (fixture: DraftFixture): Promise<DraftForm> => {
  const dealId = fixture.company.deals[deal] ?? 0;
  const input = { dealId, draftId: null, fresh: true };
  return (await fixture.call(fixture.company.owner, 'drafts/open', input)).body as DraftForm;
};

/** A form in this currency at QuickBooks' rate, with one line of 100.00. */
const formIn = async (
  fixture: DraftFixture,
  currency: string,
  choice: DraftContent['customer']['choice'],
) => {
  const form = await fixture.form(deal);
  const { owner } = fixture.company;
  const { details, customer } = form.content;
  const date = details.issueDate;
  const asked = await fixture.call(owner, 'company-profile/exchangeRate', { currency, date });
  const { rate } = asked.body as { rate: string };
  const exchangeRate = { currency, date, rate, from: 'quickbooks' as const };
  const content: DraftContent = {
    ...form.content,
    customer: { ...customer, choice },
    details: { ...details, currency, exchangeRate },
  };
  return { ...form, content };
};

const linksOf = async ({ dependencies: { db } }: DraftFixture) =>
  (await db.select().from(customerLinks)).map(({ currency, customerName }) => [
    currency,
    customerName,
  ]);

const chosenIn = ({ content }: DraftForm): string => {
  const { choice } = content.customer;
  return choice.kind === 'existing' ? choice.name : choice.kind;
};

const inEuros = (candidate: Candidate | undefined) => ({
  kind: 'existing' as const,
  id: candidate?.id ?? '',
  name: candidate?.name ?? '',
  currency: candidate?.currency ?? null,
});

/** A fixture whose organization has a main customer in euros, by an invoice in euros. */
const withMainCustomer = async () => {
  const fixture = await openDraftFixture('uk');
  const [candidate] = (await openForm(fixture)).candidates;
  expect(candidate).toMatchObject({ name: "O'Leary & Sons", currency: 'EUR' });
  const form = await formIn(fixture, 'EUR', inEuros(candidate));
  expect((await fixture.create(form)).body.state).toBe('created');
  expect(await linksOf(fixture)).toEqual([['', "O'Leary & Sons"]]);
  return fixture;
};

describe('a customer created in the currency of the deal', () => {
  const named = { kind: 'new' as const, name: "O'Leary & Sons (USD)" };

  it('is linked for this currency beside the main one, and the next deal finds it', async () => {
    const fixture = await withMainCustomer();
    expect(chosenIn(await openForm(fixture))).toBe("O'Leary & Sons");
    const form = await formIn(fixture, 'USD', named);
    expect((await fixture.create(form)).body.state).toBe('created');
    expect(await linksOf(fixture)).toEqual([
      ['', "O'Leary & Sons"],
      ['USD', named.name],
    ]);
    const next = await openForm(fixture);
    expect(next.content.details.currency).toBe('USD');
    expect(next.content.customer.choice).toMatchObject({ name: named.name, currency: 'USD' });
  });

  it('is created once when the response is lost and the request is repeated', async () => {
    const fixture = await withMainCustomer();
    const form = await formIn(fixture, 'USD', named);
    await fixture.fault({ fault: 'reset-after' }, 'customer');
    expect((await fixture.create(form)).body.state).toBe('unknown');
    fixture.clock.advance(untilOver);
    await fixture.resolve();
    expect((await fixture.status(form.draftId)).body.state).toBe('created');
    const { customers } = await fixture.realmContents();
    expect(customers.filter(({ DisplayName }) => DisplayName === named.name)).toMatchObject([
      { CurrencyRef: { value: 'USD' } },
    ]);
    expect(await linksOf(fixture)).toContainEqual(['USD', named.name]);
  });

  it('is not taken for one of the same name in another currency', async () => {
    const fixture = await withMainCustomer();
    const form = await formIn(fixture, 'USD', named);
    await fixture.fault({ fault: 'status', status: 400, code: '6000' });
    expect((await fixture.create(form)).body.state).toBe('editing');
    const other = await formIn(fixture, 'EUR', named);
    const { version } = (await fixture.status(form.draftId)).body;
    const again = { ...form, version, content: other.content };
    expect((await fixture.create(again)).body).toMatchObject({
      state: 'editing',
      refusal: { fields: [{ path: 'customer.choice.name', problem: 'name_taken' }] },
    });
  });
});

describe('the ways out of two currencies', () => {
  const asked = async (fixture: DraftFixture, customerId: string, currency: string) => {
    const form = await openForm(fixture);
    const named = { name: null, customerId, currency, itemIds: [], number: null };
    const input = { dealId: form.deal.id, draftId: form.status.id, ...named };
    const { body } = await fixture.call(fixture.company.owner, 'drafts/knownRecords', input);
    return (body as KnownRecords).inCurrency;
  };

  it('are customers of the same name or e-mail address, and a free name', async () => {
    const fixture = await openDraftFixture('uk');
    const { realmId } = fixture.company;
    const [theirs] = (await openForm(fixture)).candidates;
    const { apiUrl } = fixture.dependencies.settings.quickbooks;
    const addCustomer = (body: object) =>
      control(apiUrl, 'POST', `realms/${realmId}/customers`, body);
    const usd = { CurrencyRef: { value: 'USD' } };
    await addCustomer({ DisplayName: "O'Leary & Sons - USD", ...usd });
    await addCustomer({
      DisplayName: 'Dublin office',
      PrimaryEmailAddr: { Address: theirs?.email },
      ...usd,
    });
    await addCustomer({ DisplayName: "O'Leary & Sons USD", CurrencyRef: { value: 'GBP' } });
    await control(apiUrl, 'POST', `realms/${realmId}/vendors`, {
      DisplayName: "O'Leary & Sons (USD)",
    });
    await mirrorEverything(fixture.dependencies, fixture.clock, fixture.company);
    expect(await asked(fixture, theirs?.id ?? '', 'USD')).toMatchObject({
      currency: 'USD',
      customers: [{ name: "O'Leary & Sons - USD" }, { name: 'Dublin office' }],
      free: "O'Leary & Sons (USD) 2",
    });
    expect(await asked(fixture, theirs?.id ?? '', 'EUR')).toBeNull();
  });
});

describe('an invoice in the currency of its customer', () => {
  it('counts on the deal as the amount before it was converted', async () => {
    const fixture = await withMainCustomer();
    const { owner, deals } = fixture.company;
    const dealId = deals[deal] ?? 0;
    const ledger = async () =>
      (await fixture.call(owner, 'invoices/ledger', { dealId })).body as DealLedger;
    const before = await ledger();

    const [candidate] = (await openForm(fixture)).candidates;
    const euros = await formIn(fixture, 'EUR', inEuros(candidate));
    const { content } = await formIn(fixture, 'USD', inEuros(candidate));
    const converted = convertAmounts(changeCurrency(content, 'EUR'), '0.9259');
    const { exchangeRate } = euros.content.details;
    const form = {
      ...euros,
      content: { ...converted, details: { ...converted.details, exchangeRate } },
    };
    expect((await fixture.create(form)).body.state).toBe('created');
    const [made] = (await fixture.made()).slice(-1);
    expect(made).toMatchObject({ CurrencyRef: { value: 'EUR' } });

    const after = await ledger();
    const [covered] = await coveredOf(fixture);
    expect(covered).toMatchObject({
      currency: 'USD',
      created: { total: made?.TotalAmt.toFixed(2) },
    });
    const counted = after.basis === 'with_tax' ? covered?.total : net(covered);
    expect(Number(before.left) - Number(after.left)).toBeCloseTo(Number(counted), 2);
    // 100.00 USD less 10 %.
    expect(net(covered)).toBe('90.00');
    expect(after.rows).toContainEqual(
      expect.objectContaining({ currency: 'EUR', covered: counted }),
    );

    // Reading the invoice again does not change what it covers.
    await fixture.call(owner, 'invoices/refresh', { context: { of: 'deal', id: dealId } });
    expect(await coveredOf(fixture)).toEqual([covered]);
  });
});

const net = (covered: CoveredAmount | undefined): string =>
  (Number(covered?.total) - Number(covered?.tax)).toFixed(2);

const coveredOf = async ({ dependencies: { db } }: DraftFixture): Promise<CoveredAmount[]> =>
  (await transact(db, (tx) => tx.select({ covers: invoices.covers }).from(invoices))).flatMap(
    ({ covers }) => covers ?? [],
  );
