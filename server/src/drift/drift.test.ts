import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { DraftForm } from '../drafts/contract.ts';
import type { DealInvoices, InvoicePage } from '../invoices/contract.ts';
import { checkDraft } from '../shared/checks/check-draft.ts';
import { control } from '../testing/control.ts';
import { openDraftFixture } from '../testing/draft-fixture.ts';
import { writeInQuickbooks } from '../testing/write-in-quickbooks.ts';
import type { DriftPage } from './contract.ts';

type Row = { product_id: number; quantity?: number; item_price?: number };

const desk = (differs: Partial<Row> = {}): Row => ({
  product_id: 9001,
  quantity: 2,
  item_price: 100,
  ...differs,
});
const chair = (differs: Partial<Row> = {}): Row => ({
  product_id: 9002,
  quantity: 1,
  item_price: 50,
  ...differs,
});

/** A deal of two desks at 100.00, with an invoice of them. */
const arrange = async () => {
  const fixture = await openDraftFixture('us');
  const { owner, companyId, realmId, deals } = fixture.company;
  const dealId = deals.withoutProducts ?? 0;
  const context = { of: 'deal' as const, id: dealId };
  const call = async (action: `${string}/${string}`, input: object) =>
    (await fixture.call(owner, action, input)).body;
  const sell = async (...products: Row[]) => {
    const { oauthUrl } = fixture.dependencies.settings.pipedrive;
    const total = products.reduce(
      (sum, { quantity = 1, item_price = 0 }) => sum + quantity * item_price,
      0,
    );
    await control(oauthUrl, 'POST', `deals/${dealId}`, { companyId, products, value: total });
    fixture.clock.advance(5_000);
  };
  await sell(desk());
  const item = { id: '6', name: 'Standing desk', taxable: true };
  const fill = async (differs: object = {}) => {
    const opened = (await call('drafts/open', {
      dealId,
      draftId: null,
      fresh: true,
      ...differs,
    })) as DraftForm;
    const [who] = opened.candidates;
    const choice = { kind: 'existing', id: who?.id, name: who?.name, currency: who?.currency };
    return {
      draftId: opened.status.id,
      dealId,
      version: opened.status.version,
      content: {
        ...opened.content,
        customer: { ...opened.content.customer, choice },
        lines: opened.content.lines.map((line) => ({
          ...line,
          item: line.item ?? item,
          taxCodeId: 'NON',
        })),
      },
    };
  };
  const create = async (form: object): Promise<string> => {
    const { body } = await fixture.create(form);
    if (!body.invoice) throw new Error(JSON.stringify(body));
    return body.invoice.id;
  };
  const invoiceId = await create(await fill());
  const one = { context, invoiceId };
  const inQuickbooks = async (id = invoiceId) =>
    (await fixture.realmContents()).invoices.find(({ Id }) => Id === id) as unknown as {
      SyncToken: string;
      Line: { Amount: number; DetailType: string; SalesItemLineDetail?: object }[];
    };
  return {
    ...fixture,
    dealId,
    invoiceId,
    one,
    sell,
    fill,
    create,
    ask: call,
    list: async () => (await call('invoices/list', { context })) as DealInvoices,
    refresh: async () => (await call('invoices/refresh', { context })) as DealInvoices,
    show: async (id = invoiceId) =>
      (await call('drift/show', { context, invoiceId: id })) as DriftPage,
    /** Makes somebody change the price of the first line in QuickBooks. */
    async editInQuickbooks(price: number) {
      const { SyncToken, Line } = await inQuickbooks();
      const [first, ...others] = Line;
      const detail = { ...first?.SalesItemLineDetail, UnitPrice: price, Qty: 2 };
      await writeInQuickbooks(fixture.dependencies, realmId, 'Invoice', {
        Id: invoiceId,
        SyncToken,
        sparse: true,
        Line: [{ ...first, Amount: price * 2, SalesItemLineDetail: detail }, ...others],
      });
    },
    async audited() {
      const entries = await fixture.dependencies.db.select().from(auditEntries);
      return entries.filter(({ action }) => action === 'difference_kept');
    },
  };
};

describe.concurrent('a deal that was invoiced', () => {
  it('has no difference after its creation, a refresh and a payment', async () => {
    const at = await arrange();
    expect((await at.list()).drift).toEqual([]);
    expect((await at.refresh()).drift).toEqual([]);
    const { apiUrl } = at.dependencies.settings.quickbooks;
    const { realmId } = at.company;
    await control(apiUrl, 'POST', `realms/${realmId}/payments`, {
      invoiceId: at.invoiceId,
      amount: '50',
    });
    expect((await at.refresh()).drift).toEqual([]);
    expect(await at.show()).toMatchObject({ deal: null, edited: null, fresh: true });
  });

  it('shows what changed after it was read again, without a call when the panel opens', async () => {
    const at = await arrange();
    await at.sell(desk({ quantity: 3 }), chair());
    expect((await at.list()).drift).toEqual([]);
    const drift = [{ invoiceId: at.invoiceId, deal: true, invoice: false }];
    expect((await at.refresh()).drift).toEqual(drift);
    expect((await at.list()).drift).toEqual(drift);
    const page = (await at.ask('invoices/show', at.one)) as InvoicePage;
    expect(page.drift).toEqual({ deal: true, invoice: false });
    expect((await at.show()).deal).toMatchObject({
      rows: [
        { before: { quantity: '2', amount: '200.00' }, after: { quantity: '3', amount: '300.00' } },
        { before: null, after: { quantity: '1', amount: '50.00' } },
      ],
      total: { before: '200.00', after: '350.00' },
      update: 'possible',
      bill: 'possible',
      invoices: 1,
    });
  });

  it('shows a kept difference again only when something changes again', async () => {
    const at = await arrange();
    await at.sell(desk({ item_price: 120 }));
    const { deal } = await at.show();
    const keep = { ...at.one, of: 'deal', seen: deal?.seen ?? '' };
    await at.sell(desk({ item_price: 130 }));
    await at.show();
    expect(await at.call(at.company.owner, 'drift/keep', keep)).toMatchObject({
      status: 409,
      body: { error: { code: 'difference_changed' } },
    });
    const seen = (await at.show()).deal?.seen ?? '';
    expect((await at.call(at.company.owner, 'drift/keep', { ...keep, seen })).status).toBe(200);
    expect((await at.refresh()).drift).toEqual([]);
    expect(await at.audited()).toMatchObject([
      { subject: at.invoiceId, details: { of: 'deal', before: '200.00', after: '260.00' } },
    ]);
    await at.sell(desk({ item_price: 100 }));
    expect((await at.refresh()).drift).toHaveLength(1);
  });

  it('proposes its lines for the invoice, and has no difference once they are billed', async () => {
    const at = await arrange();
    await at.sell(desk({ quantity: 3 }), chair());
    await at.refresh();
    const { seen } = (await at.ask('invoices/show', at.one)) as InvoicePage;
    const proposal = (await at.ask('drift/proposal', { ...at.one, of: 'deal' })) as {
      lines: { unitPrice: string; quantity: string }[];
      seen: string;
      appliesDeal: string;
    };
    expect(proposal).toMatchObject({
      seen,
      lines: [
        { index: 0, quantity: '3', unitPrice: '100' },
        { index: null, quantity: '1', unitPrice: '50' },
      ],
    });
    const lines = proposal.lines.map((line) => ({ ...line, itemId: '6' }));
    const { appliesDeal } = proposal;
    await at.ask('invoices/edit', { ...at.one, seen, changes: { lines }, appliesDeal });
    expect((await at.refresh()).drift).toEqual([]);
  });

  it('does not count a line as billed that the updated invoice does not bill', async () => {
    const at = await arrange();
    await at.ask('invoices/void', at.one);
    await at.sell(desk(), chair());
    const form = await at.fill();
    const desks = form.content.lines.filter(({ productId }) => productId === 9001);
    const invoiceId = await at.create({ ...form, content: { ...form.content, lines: desks } });
    await at.sell(desk({ item_price: 120 }), chair());
    await at.refresh();
    const one = { ...at.one, invoiceId };
    const { lines, seen, appliesDeal } = (await at.ask('drift/proposal', {
      ...one,
      of: 'deal',
    })) as { lines: object[]; seen: string; appliesDeal: string };
    expect(lines).toMatchObject([{ index: 0, unitPrice: '120' }]);
    await at.ask('invoices/edit', { ...one, seen, changes: { lines }, appliesDeal });
    expect((await at.refresh()).drift).toEqual([]);
    await at.sell(desk({ item_price: 120 }), chair({ item_price: 150 }));
    expect((await at.refresh()).drift).toEqual([]);
    expect((await at.show(invoiceId)).deal).toBeNull();
  });

  it('is not applied to an invoice of an amount instead of its products', async () => {
    const at = await arrange();
    await at.ask('invoices/void', at.one);
    const form = await at.fill();
    const [line] = form.content.lines;
    const { productName: _, ...amount } = { ...line, productId: null, quantity: '1' };
    const deposit = { ...amount, description: 'Deposit', unitPrice: '60.00' };
    const content = { ...form.content, lines: [deposit] };
    const invoiceId = await at.create({ ...form, content });
    await at.sell(desk({ quantity: 3 }), chair());
    expect((await at.show(invoiceId)).deal).toMatchObject({ invoices: 1, update: 'by_hand' });
    expect(await at.ask('drift/proposal', { ...at.one, invoiceId, of: 'deal' })).toMatchObject({
      lines: null,
    });
  });

  it('is not applied to an invoice of an entry of its billing plan', async () => {
    const at = await arrange();
    await at.ask('invoices/void', at.one);
    const { dealId } = at;
    const entryId = randomUUID();
    const entry = { id: entryId, dueOn: '2099-01-01', label: 'Deposit', source: null };
    const entries = [{ ...entry, amount: '60.00' }];
    await at.ask('billing-plans/show', { dealId, fresh: true });
    await at.ask('billing-plans/save', { dealId, version: 0, entries });
    const invoiceId = await at.create(await at.fill({ entryId, fresh: false }));
    await at.sell(desk({ item_price: 120 }));
    expect((await at.show(invoiceId)).deal).toMatchObject({ invoices: 1, update: 'by_hand' });
    expect(await at.ask('drift/proposal', { ...at.one, invoiceId, of: 'deal' })).toMatchObject({
      lines: null,
    });
  });

  it('bills the difference on a further invoice', async () => {
    const at = await arrange();
    await at.sell(desk({ quantity: 3, item_price: 110 }), chair({ quantity: 2 }));
    const form = await at.fill({ difference: true });
    expect(form.content).toMatchObject({
      billsDifference: true,
      lines: [
        { quantity: '1', unitPrice: '130.00' },
        { quantity: '2', unitPrice: '50.00' },
      ],
    });
    const second = await at.create(form);
    expect((await at.refresh()).drift).toEqual([]);
    await at.sell(desk());
    expect((await at.refresh()).drift).toEqual([{ invoiceId: second, deal: true, invoice: false }]);
    expect((await at.show()).deal).toMatchObject({ bill: 'lower', update: 'several', invoices: 2 });
  });

  it('bills a difference with fewer units in a form without problems', async () => {
    const at = await arrange();
    await at.sell(desk({ quantity: 1 }), chair({ quantity: 4 }));
    const form = await at.fill({ difference: true });
    const open = { dealId: at.dealId, draftId: null, fresh: true };
    const { profile } = (await at.ask('drafts/open', open)) as DraftForm;
    expect(form.content.lines).toMatchObject([
      { quantity: '1', unitPrice: '-100.00' },
      { quantity: '4', unitPrice: '50.00' },
    ]);
    expect(checkDraft(form.content as DraftForm['content'], profile)).toEqual([]);
    await at.create(form);
    expect((await at.refresh()).drift).toEqual([]);
  });

  it('has nothing more to bill when it became cheaper', async () => {
    const at = await arrange();
    await at.sell(desk({ item_price: 90 }));
    expect((await at.show()).deal).toMatchObject({ bill: 'lower', update: 'possible' });
    const open = { dealId: at.dealId, draftId: null, fresh: true, difference: true };
    expect(await at.call(at.company.owner, 'drafts/open', open)).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
  });

  it('is compared with what an older draft was filled from', async () => {
    const at = await arrange();
    await at.ask('invoices/void', at.one);
    const form = await at.fill();
    await at.ask('drafts/save', form);
    await at.sell(desk({ quantity: 5 }));
    const reopened = await at.ask('drafts/open', {
      dealId: at.dealId,
      draftId: form.draftId,
      fresh: false,
    });
    expect(reopened).toMatchObject({ content: { lines: [{ quantity: '2' }] } });
    const second = await at.create({ ...form, version: 1 });
    expect((await at.refresh()).drift).toEqual([{ invoiceId: second, deal: true, invoice: false }]);
  });

  it('is compared with what a discarded draft was filled from again', async () => {
    const at = await arrange();
    await at.ask('invoices/void', at.one);
    const { dealId } = at;
    const entryId = randomUUID();
    const entry = { id: entryId, dueOn: '2099-01-01', label: 'All', source: null };
    await at.ask('billing-plans/show', { dealId, fresh: true });
    const entries = [{ ...entry, amount: '200.00' }];
    await at.ask('billing-plans/save', { dealId, version: 0, entries });
    const first = await at.fill({ entryId, fresh: false });
    await at.ask('drafts/save', first);
    await at.ask('drafts/discard', { draftId: first.draftId, version: 1 });
    await at.sell(desk({ item_price: 150 }));
    const again = await at.fill({ entryId, fresh: false });
    expect(again).toMatchObject({ draftId: first.draftId, version: 1 });
    await at.ask('drafts/save', again);
    const second = await at.create({ ...again, version: 2 });
    expect((await at.refresh()).drift).toEqual([]);
    await at.sell(desk({ item_price: 160 }));
    expect((await at.refresh()).drift).toEqual([{ invoiceId: second, deal: true, invoice: false }]);
  });

  it('has no difference after its only invoice was voided', async () => {
    const at = await arrange();
    await at.sell(desk({ quantity: 5 }));
    await at.refresh();
    await at.ask('invoices/void', at.one);
    expect((await at.refresh()).drift).toEqual([]);
  });

  it('cannot be applied to an invoice on which a payment was received', async () => {
    const at = await arrange();
    await at.sell(desk({ quantity: 5 }));
    const { apiUrl } = at.dependencies.settings.quickbooks;
    await control(apiUrl, 'POST', `realms/${at.company.realmId}/payments`, {
      invoiceId: at.invoiceId,
      amount: '50',
    });
    await at.refresh();
    expect((await at.show()).deal).toMatchObject({ update: 'paid', bill: 'possible' });
  });

  it('is not compared with an invoice that was linked again', async () => {
    const at = await arrange();
    const linking = { dealId: at.dealId, invoiceIds: [at.invoiceId] };
    await at.ask('deal-links/unlink', linking);
    await at.ask('deal-links/link', linking);
    await at.sell(desk({ quantity: 5 }));
    expect((await at.refresh()).drift).toEqual([]);
    await at.editInQuickbooks(70);
    expect((await at.refresh()).drift).toEqual([
      { invoiceId: at.invoiceId, deal: false, invoice: true },
    ]);
  });
});

describe.concurrent('an invoice that was edited in QuickBooks', () => {
  it('shows what changed, in every context, and can be kept', async () => {
    const at = await arrange();
    await at.editInQuickbooks(80);
    expect((await at.refresh()).drift).toEqual([
      { invoiceId: at.invoiceId, deal: false, invoice: true },
    ]);
    const inCompany = { ...at.one, context: { of: 'company' } };
    const page = (await at.ask('drift/show', inCompany)) as DriftPage;
    expect(page).toMatchObject({
      deal: null,
      edited: {
        rows: [{ before: { unitPrice: '100', amount: '200.00' }, after: { amount: '160.00' } }],
        total: { before: '200.00', after: '160.00' },
        update: 'possible',
      },
    });
    const seen = page.edited?.seen ?? '';
    await at.ask('drift/keep', { ...inCompany, of: 'invoice', seen });
    expect((await at.refresh()).drift).toEqual([]);
    await at.editInQuickbooks(100);
    expect((await at.refresh()).drift).toHaveLength(1);
  });

  it('gets its earlier lines back by an edit', async () => {
    const at = await arrange();
    await at.editInQuickbooks(80);
    const { seen } = (await at.ask('invoices/show', at.one)) as InvoicePage;
    const proposal = (await at.ask('drift/proposal', { ...at.one, of: 'invoice' })) as {
      lines: object[];
    };
    expect(proposal).toMatchObject({ seen, lines: [{ index: 0, unitPrice: '100' }] });
    await at.ask('invoices/edit', { ...at.one, seen, changes: { lines: proposal.lines } });
    expect((await at.refresh()).drift).toEqual([]);
  });

  it('stays reported after an edit in Dealbill without lines, not after one with lines', async () => {
    const at = await arrange();
    await at.editInQuickbooks(80);
    const before = (await at.ask('invoices/show', at.one)) as InvoicePage;
    const edit = { ...at.one, seen: before.seen, changes: { memo: 'Ramp' } };
    await at.ask('invoices/edit', edit);
    expect((await at.list()).drift).toHaveLength(1);
    const page = (await at.ask('invoices/show', at.one)) as InvoicePage;
    const lines = page.lines.map(({ itemId, description, quantity }, index) => ({
      index,
      itemId,
      description,
      quantity: quantity ?? '',
      unitPrice: '85',
    }));
    await at.ask('invoices/edit', { ...at.one, seen: page.seen, changes: { lines } });
    expect((await at.list()).drift).toEqual([]);
  });

  it('is not reported when Dealbill edited it', async () => {
    const at = await arrange();
    const page = (await at.ask('invoices/show', at.one)) as InvoicePage;
    const [line] = page.lines;
    const lines = [
      {
        index: 0,
        itemId: line?.itemId ?? null,
        description: '',
        quantity: '4',
        unitPrice: '90',
      },
    ];
    await at.ask('invoices/edit', { ...at.one, seen: page.seen, changes: { lines } });
    expect((await at.list()).drift).toEqual([]);
    expect((await at.refresh()).drift).toEqual([]);
  });
});
