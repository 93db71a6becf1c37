import { describe, expect, test } from 'vitest';
import type { InvoiceChanges } from '../../shared/contract/invoice-changes.ts';
import { type InvoiceFixture, openInvoiceFixture } from '../../testing/invoice-fixture.ts';

type Lines = NonNullable<InvoiceChanges['lines']>;

const edit = (fixture: InvoiceFixture, changes: InvoiceChanges, differs: object = {}) =>
  fixture.act('edit', { changes, ...differs });

/** Lines of the invoice page in the shape an edit sends. */
const linesOf = async (fixture: InvoiceFixture): Promise<Lines> =>
  (await fixture.show()).lines.map(({ itemId, description, quantity, unitPrice }, index) => ({
    index,
    itemId,
    description,
    quantity: quantity ?? '',
    unitPrice: unitPrice ?? '',
  }));

describe.concurrent('an edit', () => {
  test('changes only the given fields', async () => {
    const fixture = await openInvoiceFixture();
    const before = await fixture.show();
    const changes = {
      dueDate: '2035-01-31',
      termId: '2',
      message: 'Thank you',
      memo: 'Back door',
      email: 'new@larch.example',
    };
    expect((await edit(fixture, changes)).status).toBe(200);
    const page = await fixture.show();
    expect(page).toMatchObject({
      invoice: { dueDate: '2035-01-31', total: '100.00', readHow: 'refresh' },
      termId: '2',
      message: 'Thank you',
      memo: 'Back door',
      email: 'new@larch.example',
      lines: before.lines,
    });
    expect(page.history[0]).toMatchObject({
      action: 'invoice_edited',
      details: { changed: 'dueDate termId message memo email', dueDate: '2035-01-31' },
    });
  });

  test('changes further fields, keeps the others, and removes emptied ones', async () => {
    const fixture = await openInvoiceFixture();
    const further = { custom1: 'PO-7', shipDate: '2035-01-31', trackingNumber: '1Z 999' };
    expect((await edit(fixture, further)).status).toBe(200);
    const { seen } = await fixture.show();
    const next = { custom1: 'PO-8', shipDate: '' };
    expect((await edit(fixture, next, { seen })).status).toBe(200);
    const page = await fixture.show();
    expect(page.fields).toMatchObject({
      custom: [{ field: 'custom1', label: 'PO Number', text: 'PO-8' }],
      shipDate: '',
      trackingNumber: '1Z 999',
    });
    expect(page.history[0]?.details).toMatchObject({ changed: 'custom1 shipDate' });
    const { status, body } = await edit(
      fixture,
      { custom2: 'Crew', classId: '1' },
      { seen: page.seen },
    );
    expect(status).toBe(422);
    expect(body).toMatchObject({
      error: {
        fields: [
          { path: 'custom2', problem: 'field_off' },
          { path: 'classId', problem: 'field_off' },
        ],
      },
    });
  });

  test.each(['us', 'uk', 'ca'] as const)(
    'of lines recalculates the totals in a company like %s',
    async (like) => {
      const fixture = await openInvoiceFixture(like);
      const [line] = await linesOf(fixture);
      if (!line) throw new Error('no line');
      const more = {
        index: null,
        itemId: '3',
        description: 'Oak',
        quantity: '2',
        unitPrice: '25.5',
      };
      const withCode = like === 'us' ? more : { ...more, taxCodeId: '2' };
      await edit(fixture, { lines: [{ ...line, quantity: '3' }, withCode] });
      const page = await fixture.show();
      expect(page).toMatchObject({ subtotal: '351.00' });
      expect(page.lines).toMatchObject([
        { quantity: '3', amount: '300.00', itemName: 'Standing desk' },
        { description: 'Oak', amount: '51.00' },
      ]);
    },
  );

  test('rejects a new line without a tax code outside the US', async () => {
    const fixture = await openInvoiceFixture('uk');
    const more = { index: null, itemId: '3', description: '', quantity: '1', unitPrice: '1' };
    const lines = [...(await linesOf(fixture)), more];
    expect(await edit(fixture, { lines })).toMatchObject({
      body: {
        error: {
          code: 'invalid_input',
          fields: [{ path: 'lines.1.taxCodeId', problem: 'choose_tax_code' }],
        },
      },
    });
  });

  test('changes the tax code of a line to another one of the company outside the US', async () => {
    const fixture = await openInvoiceFixture('uk');
    const { taxCodes, lines: before, tax } = await fixture.show();
    const [line] = await linesOf(fixture);
    const other = taxCodes.find(({ id }) => id !== before[0]?.taxCodeId);
    if (!line || !other) throw new Error('no line or no other code');
    const unknown = await edit(fixture, { lines: [{ ...line, taxCodeId: '999' }] });
    expect(unknown.body.error?.fields).toEqual([
      { path: 'lines.0.taxCodeId', problem: 'choose_tax_code' },
    ]);
    expect((await edit(fixture, { lines: [{ ...line, taxCodeId: other.id }] })).status).toBe(200);
    const after = await fixture.show();
    expect(after.lines[0]?.taxCodeId).toBe(other.id);
    expect(after.tax).not.toBe(tax);
  });

  test.each([
    ['kept', 'taken_over'],
    ['worked_out', 'worked_out'],
  ])('recalculates tax outside the US (tax without rows: %s)', async (kept, sent) => {
    const fixture = await openInvoiceFixture('ca');
    const settings = { sparseTaxOutsideUs: kept, sentTaxOutsideUs: sent };
    await fixture.switches(settings);
    const [line] = await linesOf(fixture);
    if (!line) throw new Error('no line');
    const quebec = (await fixture.show()).taxCodes.find(({ name }) => name.startsWith('GST/QST'));
    const lines = [{ ...line, quantity: '1', unitPrice: '21.99', taxCodeId: quebec?.id ?? '' }];
    expect((await edit(fixture, { lines })).status).toBe(200);
    expect(await fixture.show()).toMatchObject({ tax: '3.29', invoice: { total: '25.28' } });
  });

  test('marks the default term of the company', async () => {
    const page = await (await openInvoiceFixture('uk')).show();
    expect(page.terms.map(({ id }) => id)).toContain(page.defaultTermId);
  });

  test('offers no tax codes in the US', async () => {
    expect((await (await openInvoiceFixture()).show()).taxCodes).toEqual([]);
  });

  test('of a line is found by its amount when the response was lost', async () => {
    const fixture = await openInvoiceFixture();
    const [line] = await linesOf(fixture);
    if (!line) throw new Error('no line');
    await fixture.fault({ fault: 'reset-after' });
    const lost = await edit(fixture, {
      lines: [{ ...line, quantity: '3', unitPrice: '33.333333' }],
    });
    expect(lost).toMatchObject({ body: { invoice: { checking: 'edit' } } });
    fixture.clock.advance(130_000);
    await fixture.resolveChanges();
    expect(await fixture.row()).toMatchObject({ checking: null, notDone: null, balance: '100.00' });
  });

  test('that never arrived is shown when the user returns', async () => {
    const fixture = await openInvoiceFixture();
    expect((await fixture.show()).unsaved).toBeNull();
    await fixture.fault({ fault: 'reset-before' });
    await edit(fixture, { memo: 'Back door' });
    expect((await fixture.show()).unsaved).toBeNull();
    fixture.clock.advance(130_000);
    await fixture.resolveChanges();
    expect(await fixture.show()).toMatchObject({
      invoice: { notDone: 'edit' },
      unsaved: { changes: { memo: 'Back door' }, linesFit: true },
    });
    await edit(fixture, { memo: 'Back door' });
    expect((await fixture.show()).unsaved).toBeNull();
  });

  test('of lines is rejected after a payment, and of other fields is not', async () => {
    const fixture = await openInvoiceFixture();
    const lines = await linesOf(fixture);
    await fixture.pay(10);
    const { seen, linesCanChange } = await fixture.show();
    expect(linesCanChange).toBe(false);
    expect(await edit(fixture, { lines }, { seen })).toMatchObject({
      status: 409,
      body: { error: { code: 'not_possible' } },
    });
    expect(await edit(fixture, { memo: 'Paid in part' }, { seen })).toMatchObject({ status: 200 });
  });

  test('does not overwrite a change made in QuickBooks since it was shown', async () => {
    const fixture = await openInvoiceFixture();
    const { seen } = await fixture.show();
    await fixture.changeInQuickbooks({ PrivateNote: 'From the accountant' });
    expect(await edit(fixture, { memo: 'Mine' }, { seen })).toMatchObject({
      status: 409,
      body: { error: { code: 'invoice_changed' } },
    });
    expect(await fixture.inQuickbooks()).toMatchObject({ PrivateNote: 'From the accountant' });
    const again = await fixture.show();
    expect(again.memo).toBe('From the accountant');
    expect(await edit(fixture, { memo: 'Mine' }, { seen: again.seen })).toMatchObject({
      status: 200,
    });
  });

  test('succeeds when a payment arrived in between, even if it was mirrored', async () => {
    const fixture = await openInvoiceFixture();
    const { seen } = await fixture.show();
    await fixture.pay(10);
    await fixture.refresh();
    expect(await edit(fixture, { memo: 'Mine' }, { seen })).toMatchObject({ status: 200 });
    expect(await fixture.show()).toMatchObject({ memo: 'Mine' });
  });

  test('succeeds when other fields changed in between, even if they were mirrored', async () => {
    const fixture = await openInvoiceFixture();
    const { seen } = await fixture.show();
    await fixture.changeInQuickbooks({ PrivateNote: 'From the accountant' });
    await fixture.refresh();
    expect(await edit(fixture, { message: 'Thank you' }, { seen })).toMatchObject({ status: 200 });
    expect(await fixture.show()).toMatchObject({
      memo: 'From the accountant',
      message: 'Thank you',
    });
  });

  test.each<[InvoiceChanges, { path: string; problem: string }]>([
    [{ dueDate: '' }, { path: 'dueDate', problem: 'required' }],
    [{ dueDate: '2027-02-30' }, { path: 'dueDate', problem: 'not_a_date' }],
    [{ dueDate: '2001-01-01' }, { path: 'dueDate', problem: 'before_issue_date' }],
    [{ termId: '999' }, { path: 'termId', problem: 'required' }],
    [{ message: 'x'.repeat(1001) }, { path: 'message', problem: 'too_long' }],
    [{ memo: 'x'.repeat(4001) }, { path: 'memo', problem: 'too_long' }],
    [{ email: 'nobody' }, { path: 'email', problem: 'not_an_email' }],
    [{ lines: [] }, { path: 'lines', problem: 'no_lines' }],
    [
      {
        lines: [{ index: null, itemId: null, description: '', quantity: '1', unitPrice: '1' }],
      },
      { path: 'lines.0.item', problem: 'link_item' },
    ],
    [
      {
        lines: [{ index: 0, itemId: null, description: '', quantity: '1', unitPrice: '100' }],
      },
      { path: 'lines.0.item', problem: 'link_item' },
    ],
    [
      { lines: [{ index: null, itemId: '3', description: '', quantity: '0', unitPrice: 'x' }] },
      { path: 'lines.0.quantity', problem: 'not_positive' },
    ],
    [
      { lines: [{ index: null, itemId: '3', description: '', quantity: '1', unitPrice: '-5' }] },
      { path: 'lines', problem: 'negative_total' },
    ],
    [
      { lines: [{ index: 7, itemId: '3', description: '', quantity: '1', unitPrice: '1' }] },
      { path: 'lines.0', problem: 'required' },
    ],
  ])('to %j is rejected before a call to QuickBooks', async (changes, field) => {
    const fixture = await openInvoiceFixture();
    await fixture.forgetCalls();
    const { status, body } = await edit(fixture, changes);
    expect([status, body.error?.code]).toEqual([422, 'invalid_input']);
    expect(body.error?.fields).toContainEqual(expect.objectContaining(field));
    expect(await fixture.writes()).toBe(0);
  });
});
