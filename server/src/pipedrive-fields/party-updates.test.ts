import { beforeEach, describe, expect, it } from 'vitest';
import { storedProfile } from '../company-profile/store.ts';
import { openPipedriveFieldsFixture } from '../testing/pipedrive-fields-fixture.ts';
import { partyFacts } from './contract.ts';
import { burstMs } from './dirty-records.ts';

let fixture: Awaited<ReturnType<typeof openPipedriveFieldsFixture>>;
let organizationId: number;

const of = 'organization' as const;
const day = 86_400_000;
const dollars = (value: number) => ({ value, currency: 'USD' });

const values = () => fixture.values(organizationId, of);
const codeOf = (name: (typeof partyFacts)[number]) => fixture.codeOf(name, of);
const writesTo = async (path: string) =>
  (await fixture.writes()).filter((write) => write.path.startsWith(`/api/v2/${path}/`));

beforeEach(async () => {
  fixture = await openPipedriveFieldsFixture();
  organizationId = (await fixture.shownOf(of)).example?.id ?? 0;
});

describe('the settings of organizations', () => {
  it('show an example from the organization that a customer was linked to last', async () => {
    expect(await fixture.shownOf(of)).toMatchObject({
      example: { id: organizationId, name: expect.stringMatching(/\w/) },
      count: 1,
    });
    expect((await fixture.shown('outstanding', of)).example).toMatchObject({ kind: 'money' });
    expect((await fixture.shown('hasOverdue', of)).newField).toBe('Has an overdue invoice');
  });

  it('refuse a colleague, a fact of deals, and a field of another type', async () => {
    const { owner, colleague } = fixture.company;
    const refused = await fixture.choose('overdue', { kind: 'create' }, colleague, of);
    expect(refused).toMatchObject({ status: 403, body: { error: { code: 'not_owner' } } });
    const wrong = await fixture.choose('dueDate', { kind: 'create' }, owner, of);
    expect(wrong).toMatchObject({ status: 422, body: { error: { code: 'invalid_input' } } });
    const fields = await fixture.dependencies.pipedrive.fields(owner, of);
    const code = fields.find(({ name }) => name === 'Tax ID')?.code ?? '';
    const unsuitable = await fixture.choose('overdue', { kind: 'use', code }, owner, of);
    expect(unsuitable).toMatchObject({ status: 409, body: { error: { code: 'not_possible' } } });
  });

  it('create a field with Yes and No, and nothing for deals or persons', async () => {
    await fixture.enableOf(of, 'hasOverdue');
    const code = await codeOf('hasOverdue');
    const fields = await fixture.dependencies.pipedrive.fields(fixture.company.owner, of);
    expect(fields.find((field) => field.code === code)).toMatchObject({
      name: 'Has an overdue invoice',
      type: 'enum',
      options: [{ label: 'Yes' }, { label: 'No' }],
    });
    expect(await fixture.shown('hasOverdue', 'person')).toMatchObject({ enabled: false });
  });
});

describe('the fields of an organization', () => {
  it('follow a payment, with one write for the burst and none for the deal', async () => {
    await fixture.enableOf(of, ...partyFacts);
    await fixture.update();
    const before = (await values()).outstanding as { value: number };
    const count = (await fixture.writes()).length;
    for (const amount of [10, 20, 30]) {
      await fixture.pay(amount);
      await fixture.refresh();
    }
    fixture.clock.advance(burstMs);
    await fixture.update();
    expect((await values()).outstanding).toEqual(dollars(before.value - 60));
    const code = await codeOf('outstanding');
    expect((await fixture.writes()).slice(count)).toEqual([
      {
        path: `/api/v2/organizations/${organizationId}`,
        body: { custom_fields: { [code]: dollars(before.value - 60) } },
      },
    ]);
    await fixture.refreshAndUpdate();
    expect(await fixture.writes()).toHaveLength(count + 1);
    expect(await writesTo('deals')).toEqual([]);
  });

  it('become overdue at midnight in the zone of the company, without a call', async () => {
    await fixture.enableOf(of, 'overdue', 'hasOverdue');
    await fixture.update();
    const { value } = (await values()).overdue as { value: number };
    const { companyId, realmId } = fixture.company;
    const zone = (await storedProfile(fixture.dependencies.db, companyId, realmId))?.profile.zone;
    const dueDate = (await fixture.row())?.dueDate ?? '';
    const midnight = Temporal.PlainDate.from(dueDate)
      .add({ days: 1 })
      .toZonedDateTime(zone ?? '');
    await fixture.forgetCalls();
    fixture.clock.advance(midnight.epochMilliseconds - 1 - fixture.clock.now());
    await fixture.update();
    expect((await values()).overdue).toEqual(dollars(value));
    fixture.clock.advance(1);
    await fixture.update();
    expect(await values()).toMatchObject({ overdue: dollars(value + 100), hasOverdue: 1 });
    expect(await fixture.calls()).toEqual([]);
  });

  it('follow the link to a customer that is removed and set', async () => {
    await fixture.enableOf(of, 'outstanding', 'hasOverdue');
    await fixture.update();
    const { outstanding } = await values();
    const context = { of, id: organizationId };
    const { owner } = fixture.company;
    const page = await fixture.call(owner, 'customers/unlink', { context });
    expect(page.status).toBe(200);
    fixture.clock.advance(burstMs);
    await fixture.update();
    expect(await values()).toMatchObject({ outstanding: null, hasOverdue: null });
    const customerId = (await fixture.inQuickbooks())?.CustomerRef.value;
    const linked = await fixture.call(owner, 'customers/change', { context, customerId });
    expect(linked.status).toBe(200);
    fixture.clock.advance(burstMs);
    await fixture.update();
    expect(await values()).toMatchObject({ outstanding });
  });

  it('go on without a field that was deleted in Pipedrive', async () => {
    await fixture.enableOf(of, 'outstanding', 'overdue', 'hasOverdue');
    await fixture.update();
    await fixture.inPipedrive('DELETE', `fields/organization/${await codeOf('outstanding')}`);
    await fixture.pay(40);
    fixture.clock.advance(100 * day);
    await fixture.refreshAndUpdate();
    const { overdue, hasOverdue } = await values();
    expect((overdue as { value: number }).value).toBeGreaterThanOrEqual(60);
    expect(hasOverdue).toBe(1);
    expect(await fixture.shown('outstanding', of)).toMatchObject({ problem: 'deleted' });
    expect(await fixture.shown('overdue', of)).toMatchObject({ problem: null });
    expect(await fixture.show()).toMatchObject({ failures: [], waiting: 0 });
  });

  it('are forgotten with an organization that Pipedrive no longer returns', async () => {
    await fixture.enableOf(of, 'outstanding');
    await fixture.update();
    await fixture.inPipedrive('POST', 'faults', {
      match: { method: 'PATCH', company: fixture.company.companyId },
      fault: 'status',
      status: 404,
      body: JSON.stringify({ success: false, error: 'Entity was not found' }),
      times: 1,
    });
    await fixture.pay(10);
    await fixture.refreshAndUpdate();
    expect(await fixture.show()).toMatchObject({ failures: [], waiting: 0 });
    const count = (await fixture.writes()).length;
    fixture.clock.advance(day);
    await fixture.update();
    expect(await fixture.writes()).toHaveLength(count);
  });

  it('are listed when Pipedrive forbids to change the organization', async () => {
    await fixture.enableOf(of, 'outstanding');
    await fixture.faultOnWrite({
      fault: 'status',
      status: 403,
      body: JSON.stringify({ success: false, error: 'No' }),
      times: 1,
    });
    await fixture.update();
    expect(await fixture.show()).toMatchObject({
      refused: 1,
      failures: [
        {
          of,
          id: organizationId,
          reason: 'forbidden',
          url: expect.stringMatching(`/organization/${organizationId}$`),
        },
      ],
    });
  });
});

describe('the fields of a person', () => {
  it('show the invoices of the customer that the person is linked to', async () => {
    await fixture.enableOf('person', 'outstanding', 'hasOverdue');
    const { owner } = fixture.company;
    const context = { of: 'person', id: 601 };
    const customerId = (await fixture.inQuickbooks())?.CustomerRef.value;
    const linked = await fixture.call(owner, 'customers/change', { context, customerId });
    expect(linked.status).toBe(200);
    fixture.clock.advance(burstMs);
    await fixture.update();
    const example = (await fixture.shown('outstanding', 'person')).example;
    expect(example).toMatchObject({ kind: 'money', currency: 'USD' });
    const amount = example?.kind === 'money' ? Number(example.amount) : 0;
    expect(await fixture.values(601, 'person')).toMatchObject({ outstanding: dollars(amount) });
    expect(amount).toBeGreaterThanOrEqual(100);
    expect(await writesTo('organizations')).toEqual([]);
  });
});
