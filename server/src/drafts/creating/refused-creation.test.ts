import { describe, expect, test } from 'vitest';
import { openDraftFixture } from '../../testing/draft-fixture.ts';
import { writeInQuickbooks } from '../../testing/write-in-quickbooks.ts';

describe.concurrent('a refused creation', () => {
  test('reopens the form with the error at its field', async () => {
    const fixture = await openDraftFixture('customNumbers');
    const form = await fixture.form();
    const { number } = form.content.details;
    // Our copy of QuickBooks does not have this invoice yet.
    await writeInQuickbooks(fixture.dependencies, fixture.company.realmId, 'Invoice', {
      DocNumber: number,
      CustomerRef: { value: (await fixture.realmContents()).customers[0]?.Id },
      Line: [
        {
          Amount: 10,
          DetailType: 'SalesItemLineDetail',
          SalesItemLineDetail: { ItemRef: { value: '6' }, TaxCodeRef: { value: 'NON' } },
        },
      ],
    });
    const details = { ...form.content.details, number: `${Number(number) + 1}` };
    const taken = form;
    const refused = await fixture.create(taken);
    expect(refused.body).toMatchObject({
      state: 'editing',
      version: 1,
      refusal: {
        faultCode: '6140',
        fields: [{ path: 'details.number', problem: 'number_taken' }],
        tid: expect.stringMatching(/^1-/),
      },
      notCreated: false,
    });
    const content = { ...form.content, details };
    const mended = { ...form, content, version: refused.body.version };
    expect((await fixture.create(mended)).body).toMatchObject({ state: 'created', refusal: null });
    expect(await fixture.made()).toHaveLength(2);
  });

  test('has another request id than the next attempt', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    await fixture.fault({ fault: 'status', status: 400, code: '6000' });
    await fixture.forgetCalls();
    const { version } = (await fixture.create(form)).body;
    await fixture.create({ ...form, version });
    const ids = await fixture.requestIds();
    expect(ids).toEqual([`i-${form.draftId}-0`, `i-${form.draftId}-1`]);
    expect(ids.every((id) => id.length <= 50)).toBe(true);
  });

  test('of the invoice keeps the new customer and does not create it again', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form('onlyAPerson');
    await fixture.fault({ fault: 'status', status: 400, code: '6000' });
    const { version } = (await fixture.create(form)).body;
    await fixture.forgetCalls();
    expect((await fixture.create({ ...form, version })).body.state).toBe('created');
    expect(await fixture.calls()).toEqual(['POST invoice']);
  });

  test('of a customer whose name is taken is reported at the name', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    const customer = {
      ...form.content.customer,
      choice: { kind: 'new' as const, name: 'Northgate Library Trust' },
    };
    const { body } = await fixture.create({ ...form, content: { ...form.content, customer } });
    expect(body).toMatchObject({
      state: 'editing',
      refusal: { fields: [{ path: 'customer.choice.name', problem: 'name_taken' }] },
    });
  });
});

describe.concurrent('a throttled creation', () => {
  test('is repeated with the same request id', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    await fixture.fault({ fault: 'status', status: 429 });
    await fixture.forgetCalls();
    expect((await fixture.create(form)).body.state).toBe('created');
    const id = `i-${form.draftId}-0`;
    expect(await fixture.requestIds()).toEqual([id, id]);
    expect(await fixture.made()).toHaveLength(1);
  });

  test('reopens the form when QuickBooks keeps throttling', async () => {
    const fixture = await openDraftFixture();
    const form = await fixture.form();
    await fixture.fault({ fault: 'status', status: 429, times: 4 });
    expect(await fixture.create(form)).toMatchObject({
      status: 503,
      body: { error: { code: 'quickbooks_busy' } },
    });
    const { body } = await fixture.status(form.draftId);
    expect(body).toMatchObject({ state: 'editing', version: 1, refusal: null, notCreated: false });
    expect((await fixture.create({ ...form, version: 1 })).body.state).toBe('created');
    expect(await fixture.made()).toHaveLength(1);
  });
});
