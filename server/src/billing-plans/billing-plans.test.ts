import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { describe, expect, it } from 'vitest';
import { transact } from '../db/transact.ts';
import type { DraftForm } from '../drafts/contract.ts';
import { mostPlanEntries } from '../shared/billing/schedule.ts';
import { control } from '../testing/control.ts';
import { openDraftFixture } from '../testing/draft-fixture.ts';
import { secondProcess } from '../testing/second-process.ts';
import type { EnteredEntry, ShownPlan } from './contract.ts';
import type { PlanSources } from './plan-sources.ts';
import { planEntries } from './tables.ts';

type Answer<T> = { status: number; body: T & { error?: { code: string } } };

const entry = (amount: string, differs: Partial<EnteredEntry> = {}): EnteredEntry => ({
  id: randomUUID(),
  dueOn: '2027-03-01',
  label: 'Deposit 30 %',
  amount,
  source: null,
  ...differs,
});

/** A deal of 1,000.00 without products. */
const open = async () => {
  const fixture = await openDraftFixture();
  const { company, call, dependencies } = fixture;
  const dealId = company.deals.withoutProducts ?? 0;
  const pipedrive = (path: string, body: object) =>
    control(dependencies.settings.pipedrive.oauthUrl, 'POST', path, {
      companyId: company.companyId,
      ...body,
    });
  await pipedrive(`deals/${dealId}`, { value: '1000', currency: 'USD' });
  const ask = async <T>(action: `${string}/${string}`, input: object) =>
    (await call(company.owner, action, input)) as Answer<T>;
  const show = async () =>
    (await ask<ShownPlan>('billing-plans/show', { dealId, fresh: true })).body;
  const save = (version: number, entries: EnteredEntry[]) =>
    ask<ShownPlan>('billing-plans/save', { dealId, version, entries });
  const openEntry = async (entryId: string) =>
    (await ask<DraftForm>('drafts/open', { dealId, draftId: null, fresh: false, entryId })).body;
  /** The request of *Create* in the form of an entry. */
  const request = ({ status, content, instalment, candidates: [who] }: DraftForm) => ({
    draftId: status.id,
    dealId,
    version: status.version,
    ...(instalment && {
      entry: {
        entryId: instalment.entryId,
        amount: instalment.amount,
        currency: instalment.currency,
      },
    }),
    content: {
      ...content,
      customer: {
        ...content.customer,
        choice: who
          ? { kind: 'existing', id: who.id, name: who.name, currency: who.currency }
          : { kind: 'new', name: `Customer ${randomUUID()}` },
      },
      lines: content.lines.map((line) => ({
        ...line,
        item: { id: '6', name: 'Standing desk', taxable: true },
        taxCodeId: 'NON',
      })),
    },
  });
  const create = async (entryId: string) => fixture.create(request(await openEntry(entryId)));
  return { fixture, dealId, pipedrive, ask, show, save, openEntry, request, create };
};

describe('a billing plan', () => {
  it('is shown by date with what is due, and what it leaves of the deal', async () => {
    const at = await open();
    const { today } = await at.show();
    const saved = await at.save(0, [
      entry('700.00', { dueOn: '2099-01-01' }),
      entry('300.00', { dueOn: today }),
    ]);
    expect(saved.body).toMatchObject({
      version: 1,
      open: '1000.00',
      beyond: null,
      valueBefore: null,
      entries: [
        { amount: '300.00', state: 'due', locked: false },
        { amount: '700.00', state: 'planned', locked: false },
      ],
    });
    expect(saved.body.nextId).toBe(saved.body.entries[0]?.id);
  });

  it('opens the form of an entry with its lines and its due date', async () => {
    const at = await open();
    const { body } = await at.save(0, [entry('300.00', { dueOn: '2099-01-15' })]);
    const form = await at.openEntry(body.nextId ?? '');
    expect(form.instalment).toMatchObject({ label: 'Deposit 30 %', number: 1, count: 1 });
    expect(form.content.details.dueDate).toBe('2099-01-15');
    expect(form.content.lines).toMatchObject([
      { description: `Deposit 30 %: ${form.deal.title}`, quantity: '1', unitPrice: '300.00' },
    ]);
  });

  it('shows an entry as draft, as created with its invoice, and as paid', async () => {
    const at = await open();
    const first = entry('300.00');
    await at.save(0, [first, entry('700.00', { dueOn: '2099-01-01' })]);
    const form = await at.openEntry(first.id);
    expect((await at.ask('drafts/save', at.request(form))).status).toBe(200);
    expect((await at.show()).entries[0]).toMatchObject({ state: 'draft', locked: true });
    const { body: created } = await at.create(first.id);
    const plan = await at.show();
    expect(plan.entries[0]).toMatchObject({
      state: 'created',
      locked: true,
      invoice: { id: created.invoice?.id, total: '300.00' },
    });
    expect(plan).toMatchObject({ open: '700.00', deal: { left: '700.00' } });
    expect(plan.nextId).toBe(plan.entries[1]?.id);
  });

  it('keeps entries with an invoice when the others are replaced or removed', async () => {
    const at = await open();
    const first = entry('300.00');
    await at.save(0, [first, entry('700.00')]);
    await at.create(first.id);
    const changed = entry('350.00', { dueOn: '2028-01-01' });
    const { body } = await at.save(1, [changed, entry('350.00', { dueOn: '2028-02-01' })]);
    expect(body.entries.map(({ amount, state }) => [amount, state])).toEqual([
      ['300.00', 'created'],
      ['350.00', 'planned'],
      ['350.00', 'planned'],
    ]);
    expect((await at.save(2, [{ ...first, amount: '1.00' }])).body.error?.code).toBe(
      'plan_changed',
    );
    expect((await at.save(2, [])).body.entries).toHaveLength(1);
  });

  it('is not saved over a newer one', async () => {
    const at = await open();
    await at.save(0, [entry('300.00')]);
    expect((await at.save(0, [entry('400.00')])).body.error?.code).toBe('plan_changed');
    expect((await at.show()).open).toBe('300.00');
  });

  it('keeps as many entries as merged deals had, but takes no more', async () => {
    const at = await open();
    const rows = Array.from({ length: mostPlanEntries + 1 }, () => entry('1.00'));
    expect((await at.save(0, rows)).status).toBe(422);
    const most = rows.slice(1);
    await at.save(0, most);
    const { db } = at.fixture.dependencies;
    await transact(db, async (tx) => {
      const [row] = await tx
        .select()
        .from(planEntries)
        .where(eq(planEntries.id, most[0]?.id ?? ''));
      if (!row) throw new Error('The entry is not stored');
      await tx.insert(planEntries).values({ ...row, id: rows[0]?.id ?? '', draftId: randomUUID() });
    });
    expect((await at.save(1, rows)).body.entries).toHaveLength(mostPlanEntries + 1);
    expect((await at.save(2, [...rows, entry('1.00')])).status).toBe(422);
    expect((await at.save(2, most)).body.entries).toHaveLength(mostPlanEntries);
    expect((await at.save(3, rows)).status).toBe(422);
  });

  it('warns when it exceeds the deal, and when the value of the deal changed', async () => {
    const at = await open();
    await at.save(0, [entry('300.00'), entry('800.00')]);
    expect((await at.show()).beyond).toBe('100.00');
    await at.pipedrive(`deals/${at.dealId}`, { value: '1200' });
    at.fixture.clock.advance(5_000);
    const plan = await at.show();
    expect(plan).toMatchObject({
      beyond: null,
      valueBefore: { amount: '1000.00', currency: 'USD' },
    });
  });

  it('tells an ordinary form of the deal what it has planned', async () => {
    const at = await open();
    const { body } = await at.save(0, [entry('300.00'), entry('700.00')]);
    const { body: other } = await at.ask<DraftForm>('drafts/open', {
      dealId: at.dealId,
      draftId: null,
      fresh: true,
    });
    expect(other).toMatchObject({ instalment: null, planned: '1000.00' });
    expect((await at.openEntry(body.entries[0]?.id ?? '')).planned).toBe('700.00');
  });

  it.each([
    ['an amount of 0', { amount: '0.00' }],
    ['three decimals', { amount: '1.234' }],
    ['a date that does not exist', { dueOn: '2027-02-30' }],
    ['an empty label', { label: ' ' }],
  ])('refuses %s', async (_, differs) => {
    const at = await open();
    expect((await at.save(0, [entry('300.00', differs)])).status).toBe(422);
  });
});

describe('one instalment', () => {
  it('becomes one invoice in two processes, tabs and repeated requests', async () => {
    const at = await open();
    const second = await secondProcess(at.fixture);
    const first = entry('300.00');
    await at.save(0, [first]);
    const request = at.request(await at.openEntry(first.id));
    const { owner } = at.fixture.company;
    await Promise.all([
      at.fixture.create(request),
      second.call(owner, 'drafts/create', request),
      at.fixture.create({ ...request, content: { ...request.content } }),
    ]);
    await at.fixture.resolve();
    expect(await at.fixture.made()).toHaveLength(1);
    expect((await at.openEntry(first.id)).status.state).toBe('created');
    expect((await at.fixture.create(request)).body).toMatchObject({ already: true });
    expect(await at.fixture.made()).toHaveLength(1);
  });

  it('has one draft in all tabs, also after it was discarded', async () => {
    const at = await open();
    const first = entry('300.00');
    await at.save(0, [first]);
    const [one, other] = [await at.openEntry(first.id), await at.openEntry(first.id)];
    expect(one.status.id).toBe(other.status.id);
    expect((await at.ask('drafts/save', at.request(one))).status).toBe(200);
    expect((await at.ask('drafts/save', at.request(other))).body.error?.code).toBe('draft_changed');
    await at.ask('drafts/discard', { draftId: one.status.id, version: 1 });
    const again = await at.openEntry(first.id);
    expect(again.status).toMatchObject({ id: one.status.id, version: 1 });
    expect((await at.fixture.create(at.request(again))).status).toBe(200);
    expect(await at.fixture.made()).toHaveLength(1);
  });

  it.each([
    ['removed', []],
    ['planned again', [entry('300.00')]],
  ])('is not billed from an open form after it was %s', async (_, entries) => {
    const at = await open();
    const first = entry('300.00');
    await at.save(0, [first]);
    const request = at.request(await at.openEntry(first.id));
    await at.save(1, entries);
    for (const action of ['save', 'create'] as const) {
      const answer = await at.ask(`drafts/${action}`, request);
      expect(answer.body.error?.code).toBe('plan_changed');
    }
    expect(await at.fixture.made()).toEqual([]);
    expect((await at.show()).entries.map(({ state }) => state)).toEqual(
      entries.map(() => 'planned'),
    );
  });

  it('is not billed from an open form after its amount was changed', async () => {
    const at = await open();
    const first = entry('300.00');
    await at.save(0, [first]);
    const request = at.request(await at.openEntry(first.id));
    await at.save(1, [{ ...first, amount: '200.00' }]);
    expect((await at.ask('drafts/save', request)).body.error?.code).toBe('plan_changed');
    expect((await at.create(first.id)).status).toBe(200);
  });

  it.each(['void', 'delete'])('can be created again after a %s of its invoice', async (action) => {
    const at = await open();
    const first = entry('300.00');
    await at.save(0, [first]);
    const { body } = await at.create(first.id);
    const invoiceId = body.invoice?.id;
    const context = { of: 'deal', id: at.dealId };
    expect((await at.ask(`invoices/${action}`, { context, invoiceId })).status).toBe(200);
    expect((await at.show()).entries[0]).toMatchObject({ freed: true, locked: false });
    const [one, other] = await Promise.all([at.openEntry(first.id), at.openEntry(first.id)]);
    expect(one?.status.id).toBe(other?.status.id);
    expect(one?.status.id).not.toBe(body.id);
    await at.fixture.create(at.request(one as DraftForm));
    expect((await at.show()).entries[0]).toMatchObject({ state: 'created', freed: false });
  });

  it('planned in another currency than the deal has now is not opened until it is saved', async () => {
    const at = await open();
    const first = entry('300.00');
    await at.save(0, [first]);
    await at.pipedrive(`deals/${at.dealId}`, { currency: 'EUR' });
    at.fixture.clock.advance(5_000);
    expect(await at.show()).toMatchObject({
      nextId: null,
      entries: [{ currency: 'USD', otherCurrency: true }],
    });
    const input = { dealId: at.dealId, draftId: null, fresh: false, entryId: first.id };
    expect((await at.ask('drafts/open', input)).body.error?.code).toBe('plan_currency');
    expect((await at.save(1, [first])).body).toMatchObject({
      nextId: first.id,
      entries: [{ currency: 'EUR', otherCurrency: false }],
    });
    expect((await at.ask('drafts/open', input)).status).toBe(200);
  });

  it('of another deal or company is not found', async () => {
    const at = await open();
    const first = entry('300.00');
    await at.save(0, [first]);
    const other = { dealId: at.fixture.company.deals.nearlyAlike, draftId: null, fresh: false };
    const answer = await at.ask('drafts/open', { ...other, entryId: first.id });
    expect(answer.body.error?.code).toBe('not_found');
  });
});

describe('instalments of Pipedrive', () => {
  const arrange = async () => {
    const at = await open();
    await at.pipedrive(`deals/${at.dealId}`, {
      products: [{ product_id: 9001, item_price: '1000' }],
      installments: [
        { amount: '400.00', billing_date: '2027-02-01', description: 'Start' },
        { amount: '600.00', billing_date: '2027-01-01', description: 'Order' },
      ],
    });
    const sources = async () =>
      (await at.ask<PlanSources>('billing-plans/sources', { dealId: at.dealId })).body;
    return { ...at, sources };
  };

  it('are offered by date and planned once', async () => {
    const at = await arrange();
    const { installments, installmentsRefused } = await at.sources();
    expect(installmentsRefused).toBe(false);
    expect(installments).toMatchObject([
      { amount: '600.00', billingDate: '2027-01-01', description: 'Order' },
      { amount: '400.00', billingDate: '2027-02-01', description: 'Start' },
    ]);
    const source = { kind: 'installment', installmentId: installments[0]?.id ?? 0 } as const;
    await at.save(0, [entry('600.00', { source })]);
    const again = await at.save(1, [entry('600.00', { source }), entry('600.00', { source })]);
    expect(again.body.error?.code).toBe('plan_changed');
  });

  it('that the deal does not have are not planned', async () => {
    const at = await arrange();
    const source = { kind: 'installment', installmentId: 1 } as const;
    expect((await at.save(0, [entry('600.00', { source })])).body.error?.code).toBe('not_found');
  });

  it('are missing where the plan of the company has none', async () => {
    const at = await arrange();
    const { settings } = at.fixture.dependencies;
    const { companyId } = at.fixture.company;
    await control(settings.pipedrive.oauthUrl, 'POST', 'settings', {
      companiesWithoutInstallments: [companyId],
    });
    expect(await at.sources()).toMatchObject({ installments: [], installmentsRefused: true });
  });
});

describe('a period of recurring products', () => {
  it('is billed once, with its rows and its dates', async () => {
    const at = await open();
    const { today } = await at.show();
    await at.pipedrive(`deals/${at.dealId}`, {
      products: [
        {
          product_id: 9003,
          item_price: '80',
          quantity: '2',
          billing_frequency: 'monthly',
          billing_frequency_cycles: 3,
          billing_start_date: today,
        },
        { product_id: 9001, item_price: '500' },
      ],
    });
    const { body } = await at.ask<PlanSources>('billing-plans/sources', { dealId: at.dealId });
    expect(body.periods).toHaveLength(3);
    expect(body.periods[0]).toMatchObject({ frequency: 'monthly', from: today, amount: '160.00' });
    const [period] = body.periods;
    if (!period) throw new Error('No period');
    const { frequency, from, to } = period;
    const source = { kind: 'period', frequency, from, to } as const;
    const first = entry('160.00', { source, dueOn: from });
    expect((await at.save(0, [first])).body.beyond).toBeNull();
    const form = await at.openEntry(first.id);
    expect(form.content.lines).toMatchObject([{ quantity: '2', unitPrice: '80.00' }]);
    expect(form.content.lines[0]?.description).toContain(from.slice(0, 4));
    expect(form.content.lines[0]).not.toHaveProperty('dealRow');
    await at.fixture.create(at.request(form));
    const twice = await at.save(1, [entry('160.00', { source, dueOn: from })]);
    expect(twice.body.error?.code).toBe('plan_changed');
    const wrong = { ...source, from: '2020-01-01' } as const;
    const refused = await at.save(1, [entry('160.00', { source: wrong })]);
    expect(refused.body.error?.code).toBe('not_found');
  });
});
