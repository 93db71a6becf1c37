import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '../context.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { installFor, makeCompany, type TestCompany } from '../testing/make-company.ts';

let test_: TestApp;
let company: TestCompany;
let ctx: Ctx;
let dealId: number;

beforeEach(async () => {
  test_ = await buildTestApp({ env: { PIPEDRIVE_TIMEOUT_MS: '1500' } });
  company = await makeCompany(test_.dependencies);
  await installFor(test_.dependencies, company.owner);
  ctx = test_.as(company.owner);
  dealId = company.deals.withProducts ?? 0;
});

const scheduleFault = (method: 'POST' | 'PATCH', fault: Record<string, unknown>) =>
  control(test_.dependencies.settings.pipedrive.oauthUrl, 'POST', 'faults', {
    match: { company: company.companyId, method },
    times: 1,
    ...fault,
  });

const newField = async (type: string, options: string[] = []) => {
  const created = await ctx.pipedrive.createField(ctx, 'deal', {
    name: `New ${type}`,
    type,
    options,
  });
  if (created.kind !== 'done') throw new Error('The field was not created');
  return created.field;
};

describe('setFields', () => {
  test('writes values of all types and clears them', async () => {
    const amount = (await newField('monetary')).code;
    const status = await newField('enum', ['Open', 'Paid']);
    const date = (await newField('date')).code;
    const values = {
      [amount]: { value: 60.5, currency: 'EUR' },
      [status.code]: status.options[1]?.id,
      [date]: '2026-12-10',
      [company.fields.poNumber]: 'PO-1',
    };
    expect(await ctx.pipedrive.setFields(ctx, 'deal', dealId, values)).toEqual({ kind: 'done' });
    const { fields } = await ctx.pipedrive.deal(ctx, dealId);
    expect(fields).toMatchObject(values);
    await ctx.pipedrive.setFields(ctx, 'deal', dealId, { [amount]: null });
    const cleared = await ctx.pipedrive.deal(ctx, dealId);
    expect(cleared.fields).toMatchObject({ ...values, [amount]: null });
  });

  test.each([
    ['organization', 501],
    ['person', 601],
  ] as const)('writes to fields of an %s', async (of, id) => {
    const field = { name: 'Owed', type: 'monetary', options: [] };
    const created = await ctx.pipedrive.createField(ctx, of, field);
    if (created.kind !== 'done') throw new Error('The field was not created');
    const { code } = created.field;
    const values = { [code]: { value: 60.5, currency: 'EUR' } };
    expect(await ctx.pipedrive.setFields(ctx, of, id, values)).toEqual({ kind: 'done' });
    expect((await ctx.pipedrive[of](ctx, id)).fields).toMatchObject(values);
    const nobody = ctx.pipedrive.setFields(ctx, of, 99_999, values);
    await expect(nobody).rejects.toMatchObject({ code: 'not_found' });
  });

  test('returns the message and the named field when a value is refused', async () => {
    const status = (await newField('enum', ['Open'])).code;
    const values = { [company.fields.poNumber]: 'PO-2', [status]: 'Open' };
    expect(await ctx.pipedrive.setFields(ctx, 'deal', dealId, values)).toEqual({
      kind: 'refused',
      said: "Validation failed: custom_fields: Expected 'number' as value for single option field",
      codes: [status],
    });
  });

  test.each([
    [{ fault: 'reset-after' }, 'pipedrive_unavailable'],
    [{ fault: 'hang' }, 'pipedrive_unavailable'],
    [{ fault: 'status', status: 502, body: '<html>Bad gateway</html>' }, 'pipedrive_unavailable'],
    [{ fault: 'status', status: 429 }, 'pipedrive_busy'],
    [{ fault: 'status', status: 403, body: '<html>Blocked</html>' }, 'pipedrive_busy'],
    [{ fault: 'status', status: 403, body: '{"success":false}' }, 'pipedrive_forbidden'],
    [{ fault: 'status', status: 404, body: '{"success":false}' }, 'deal_not_found'],
  ])('fails without sending again: %o', async (fault, code) => {
    await scheduleFault('PATCH', fault);
    const values = { [company.fields.poNumber]: 'PO-3' };
    await expect(ctx.pipedrive.setFields(ctx, 'deal', dealId, values)).rejects.toMatchObject({
      code,
    });
  });
});

describe('createField', () => {
  test.each([
    [{ fault: 'reset-after' }],
    [{ fault: 'hang' }],
    [{ fault: 'status', status: 502, body: '<html>Bad gateway</html>' }],
    [{ fault: 'status', status: 200, body: '{"success":true}' }],
  ])('returns unclear when the response is lost: %o', async (fault) => {
    await scheduleFault('POST', fault);
    const field = { name: 'Due', type: 'monetary', options: [] };
    expect(await ctx.pipedrive.createField(ctx, 'deal', field)).toEqual({ kind: 'unclear' });
  });

  test("throws Pipedrive's message for a user who may not create fields", async () => {
    await installFor(test_.dependencies, company.colleague);
    const colleague = test_.as(company.colleague);
    const field = { name: 'Due', type: 'monetary', options: [] };
    await expect(colleague.pipedrive.createField(colleague, 'deal', field)).rejects.toMatchObject({
      code: 'pipedrive_forbidden',
      details: { said: 'You do not have permissions to do this.' },
    });
  });
});

test('addFieldOptions adds options to a field and returns them', async () => {
  const { code } = await newField('enum', ['Open']);
  const added = await ctx.pipedrive.addFieldOptions(ctx, 'deal', code, ['Paid', 'Voided']);
  expect(added).toEqual([
    { id: 2, label: 'Paid' },
    { id: 3, label: 'Voided' },
  ]);
});
