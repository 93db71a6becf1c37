import { beforeEach, describe, expect, it } from 'vitest';
import { openPipedriveFieldsFixture } from '../testing/pipedrive-fields-fixture.ts';

let fixture: Awaited<ReturnType<typeof openPipedriveFieldsFixture>>;
beforeEach(async () => {
  fixture = await openPipedriveFieldsFixture();
});

const fieldNamed = async (name: string): Promise<string> => {
  const fields = await fixture.dependencies.pipedrive.fields(fixture.company.owner, 'deal');
  return fields.find((field) => field.name === name)?.code ?? '';
};

const errorOf = ({ status, body }: { status: number; body: unknown }) =>
  `${status} ${(body as { error?: { code: string } }).error?.code ?? ''}`.trim();

describe('the settings of the fields', () => {
  it('show suitable existing fields and an example from the last linked deal', async () => {
    expect(await fixture.shownOf('deal')).toMatchObject({
      example: { id: fixture.dealId, name: expect.stringMatching(/\w/) },
      count: 1,
    });
    expect(await fixture.show()).toMatchObject({
      writer: { isYou: true, state: 'active' },
      failures: [],
      waiting: 0,
    });
    const amountDue = await fixture.shown('amountDue');
    expect(amountDue).toMatchObject({
      enabled: false,
      field: null,
      problem: null,
      example: { kind: 'money', amount: '100.00', currency: 'USD' },
    });
    expect(amountDue.candidates.map(({ name }) => name)).toEqual(['Agreed deposit']);
    expect((await fixture.shown('dueDate')).candidates.map(({ name }) => name)).toEqual([
      'Installation date',
    ]);
  });

  it('show no amounts to a colleague, who may not change them', async () => {
    const { colleague } = fixture.company;
    const { records } = await fixture.show(colleague);
    expect(records.map(({ example }) => example)).toEqual([null, null, null]);
    const facts = records.flatMap((record) => record.facts);
    expect(facts.every(({ example }) => example === null)).toBe(true);
    const refused = await fixture.choose('number', { kind: 'create' }, colleague);
    expect(errorOf(refused)).toBe('403 not_owner');
  });
});

describe('switching a fact on', () => {
  it('creates its field once, although the first response was lost', async () => {
    await fixture.inPipedrive('POST', 'faults', {
      match: { method: 'POST', path: '/api/v2/dealFields', company: fixture.company.companyId },
      fault: 'reset-after',
      times: 1,
    });
    const chosen = await fixture.choose('status', { kind: 'create' });
    expect(chosen).toMatchObject({ status: 200, body: { count: 1 } });
    const fields = await fixture.dependencies.pipedrive.fields(fixture.company.owner, 'deal');
    const own = fields.filter(({ name }) => name === 'Invoice status');
    expect(own).toMatchObject([{ type: 'enum', custom: true }]);
    expect(own[0]?.options.map(({ label }) => label)).toEqual([
      'Open',
      'Partially paid',
      'Overdue',
      'Paid',
      'Voided',
      'Deleted',
    ]);
  });

  it('uses an existing field and adds the options that it lacks', async () => {
    const code = await fieldNamed('Delivery method');
    await fixture.choose('status', { kind: 'use', code });
    await fixture.update();
    const fields = await fixture.dependencies.pipedrive.fields(fixture.company.owner, 'deal');
    const labels = fields.find((field) => field.code === code)?.options.map(({ label }) => label);
    expect(labels).toEqual([
      'Our van',
      'Carrier',
      'Customer collects',
      ...['Open', 'Partially paid', 'Overdue', 'Paid', 'Voided', 'Deleted'],
    ]);
    expect(await fixture.values()).toEqual({ status: 4 });
  });

  it.each([
    ['amountDue', 'PO number', '409 not_possible'],
    ['number', 'Agreed deposit', '409 not_possible'],
    ['dueDate', 'Expected close date', '409 not_possible'],
    ['dueDate', 'No such field', '404 not_found'],
  ] as const)('refuses to write %s to the field %s', async (name, field, error) => {
    const code = await fieldNamed(field);
    expect(errorOf(await fixture.choose(name, { kind: 'use', code }))).toBe(error);
    expect(await fixture.shown(name)).toMatchObject({ enabled: false });
  });

  it('refuses a field that another fact uses', async () => {
    const code = await fieldNamed('PO number');
    await fixture.choose('number', { kind: 'use', code });
    const refused = await fixture.choose('recipient', { kind: 'use', code });
    expect(errorOf(refused)).toBe('409 not_possible');
    expect((await fixture.shown('recipient')).candidates).toEqual([]);
  });

  it('says what Pipedrive said when fields may not be created', async () => {
    await fixture.inPipedrive('POST', 'faults', {
      match: { method: 'POST', path: '/api/v2/dealFields', company: fixture.company.companyId },
      fault: 'status',
      status: 403,
      body: JSON.stringify({ success: false, error: 'Scope and URL mismatch' }),
      times: 1,
    });
    const refused = await fixture.choose('number', { kind: 'create' });
    expect(errorOf(refused)).toBe('403 pipedrive_forbidden');
    expect(refused.body).toMatchObject({ error: { details: { said: 'Scope and URL mismatch' } } });
  });

  it('writes nothing more once it is switched off, and continues with the same field', async () => {
    await fixture.enable('amountDue');
    await fixture.update();
    const code = await fixture.codeOf('amountDue');
    await fixture.choose('amountDue', { kind: 'off' });
    const before = (await fixture.writes()).length;
    await fixture.pay(40);
    await fixture.refreshAndUpdate();
    expect(await fixture.writes()).toHaveLength(before);
    expect(await fixture.shown('amountDue')).toMatchObject({ enabled: false, field: { code } });
    await fixture.choose('amountDue', { kind: 'use', code });
    await fixture.update();
    expect(await fixture.values()).toEqual({ amountDue: { value: 60, currency: 'USD' } });
  });
});
