import { describe, expect, test } from 'vitest';
import { openDesk } from '../../testing/sales-desk.ts';

describe.concurrent('a refusal', () => {
  test('puts the draft back into the form, with the field it concerns', async () => {
    const desk = await openDesk('customNumbers');
    const first = await desk.form();
    expect((await desk.create(first)).body.state).toBe('created');
    const form = await desk.form();
    const details = { ...form.content.details, number: first.content.details.number };
    const taken = { ...form, content: { ...form.content, details } };
    const refused = await desk.create(taken);
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
    const mended = { ...form, version: refused.body.version };
    expect((await desk.create(mended)).body).toMatchObject({ state: 'created', refusal: null });
    expect(await desk.made()).toHaveLength(2);
  });

  test('is another intent than the next try', async () => {
    const desk = await openDesk();
    const form = await desk.form();
    await desk.fault({ fault: 'status', status: 400, code: '6000' });
    await desk.forgetCalls();
    const { version } = (await desk.create(form)).body;
    await desk.create({ ...form, version });
    const ids = await desk.requestIds();
    expect(ids).toEqual([`i-${form.draftId}-0`, `i-${form.draftId}-1`]);
    expect(ids.every((id) => id.length <= 50)).toBe(true);
  });

  test('of the invoice leaves the new customer made, who is not made again', async () => {
    const desk = await openDesk();
    const form = await desk.form('onlyAPerson');
    await desk.fault({ fault: 'status', status: 400, code: '6000' });
    const { version } = (await desk.create(form)).body;
    await desk.forgetCalls();
    expect((await desk.create({ ...form, version })).body.state).toBe('created');
    expect(await desk.calls()).toEqual(['POST invoice']);
  });

  test('of a customer whose name is taken stands on the name', async () => {
    const desk = await openDesk();
    const form = await desk.form();
    const customer = {
      ...form.content.customer,
      choice: { kind: 'new' as const, name: 'Northgate Library Trust' },
    };
    const { body } = await desk.create({ ...form, content: { ...form.content, customer } });
    expect(body).toMatchObject({
      state: 'editing',
      refusal: { fields: [{ path: 'customer.choice.name', problem: 'name_taken' }] },
    });
  });
});

describe.concurrent('a busy QuickBooks', () => {
  test('is asked again under the same id', async () => {
    const desk = await openDesk();
    const form = await desk.form();
    await desk.fault({ fault: 'status', status: 429 });
    await desk.forgetCalls();
    expect((await desk.create(form)).body.state).toBe('created');
    const id = `i-${form.draftId}-0`;
    expect(await desk.requestIds()).toEqual([id, id]);
    expect(await desk.made()).toHaveLength(1);
  });

  test('that stays busy puts the draft back into the form', async () => {
    const desk = await openDesk();
    const form = await desk.form();
    await desk.fault({ fault: 'status', status: 429, times: 4 });
    expect(await desk.create(form)).toMatchObject({
      status: 503,
      body: { error: { code: 'quickbooks_busy' } },
    });
    const { body } = await desk.status(form.draftId);
    expect(body).toMatchObject({ state: 'editing', version: 1, refusal: null, notCreated: false });
    expect((await desk.create({ ...form, version: 1 })).body.state).toBe('created');
    expect(await desk.made()).toHaveLength(1);
  });
});
