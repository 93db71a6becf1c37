import { beforeAll, describe, expect, test } from 'vitest';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { signedToken } from '../testing/build-test-app.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';
import { type Desk, openDesk, untilOver } from '../testing/sales-desk.ts';

/**
 * One company's drafts in every state, an invoice of each of two deals, and two who may see none of it:
 * a colleague, and the holder of another company, whose deals have the same numbers.
 */
const openHouse = async () => {
  const desk = await openDesk();
  const other = await makeConnectedCompany(desk.doors);
  const created = await desk.form();
  await desk.create(created);
  const editing = await desk.form();
  await desk.call(desk.company.holder, 'drafts/save', editing);
  const [one, two] = [await desk.form('onlyAPerson'), await desk.form('nearlyAlike')];
  for (const form of [one, two]) {
    await desk.fault({ fault: 'reset-after' });
    await desk.create({ ...form, content: created.content });
  }
  desk.clock.advance(untilOver);
  await desk.settle();
  await desk.settle();
  return { desk, other, created, editing, choosing: one };
};

let house: Awaited<ReturnType<typeof openHouse>>;
beforeAll(async () => {
  house = await openHouse();
});

const everyCall = ({ created, editing, choosing }: typeof house, found: string) => {
  const { draftId } = editing;
  const { dealId } = created;
  return [
    ['drafts/open', { dealId, draftId, fresh: false }],
    ['drafts/save', { ...editing, version: 1 }],
    ['drafts/save', editing],
    ['drafts/discard', { draftId, version: 1 }],
    ['drafts/create', { ...editing, version: 1 }],
    ['drafts/create', editing],
    ['drafts/create', { ...created, version: 1 }],
    ['drafts/status', { draftId }],
    ['drafts/status', { draftId: created.draftId }],
    ['drafts/choose', { draftId: choosing.draftId, invoiceId: found }],
    ['drafts/choose', { draftId: choosing.draftId, invoiceId: null }],
  ] as const;
};

const pdf = async (desk: Desk, user: PipedriveUser, invoiceId: string, dealId: number) => {
  const token = await signedToken(desk.doors.settings, user, desk.clock.now());
  const response = await desk.app.inject({
    url: `/api/invoices/${invoiceId}/pdf?of=deal&id=${dealId}`,
    headers: { authorization: `Bearer ${token}` },
  });
  return response.statusCode;
};

const onDeal = (id: number) => ({ of: 'deal', id });

/** All that the rightful holder sees, to be compared before and after. */
const everything = async ({ desk, created, editing, choosing }: typeof house) => {
  const { holder } = desk.company;
  const states = [created, editing, choosing].map(({ draftId }) => desk.status(draftId));
  const lists = [created, choosing].map(({ dealId }) =>
    desk.call(holder, 'invoices/list', { place: onDeal(dealId) }),
  );
  const bodies = [...(await Promise.all(states)), ...(await Promise.all(lists))];
  return { bodies: bodies.map(({ body }) => body), ledger: await desk.ledger() };
};

describe('drafts and invoices', () => {
  test('are there for the holder', async () => {
    const { bodies } = await everything(house);
    expect(bodies).toMatchObject([
      { state: 'created' },
      { state: 'editing' },
      { state: 'choose' },
      { invoices: [{ total: '100.00' }], drafts: [{ id: house.editing.draftId }] },
      { invoices: [], drafts: [{ state: 'choose' }] },
    ]);
  });

  test('are refused to a colleague on every route', async () => {
    const { desk, created } = house;
    const before = await everything(house);
    const { colleague } = desk.company;
    const { dealId } = created;
    const fresh = { dealId, draftId: null, fresh: true };
    const calls = [
      ...everyCall(house, '1'),
      ['drafts/open', fresh],
      ['invoices/list', { place: onDeal(dealId) }],
      ['invoices/refresh', { place: onDeal(dealId) }],
    ] as const;
    for (const [action, input] of calls) {
      const { status, body } = await desk.call(colleague, action, input);
      expect([action, status, body]).toMatchObject([
        action,
        403,
        { error: { code: 'not_holder' } },
      ]);
    }
    const invoice = (await desk.status(created.draftId)).body.invoice;
    expect(await pdf(desk, desk.company.holder, invoice?.id ?? '', dealId)).toBe(200);
    expect(await pdf(desk, colleague, invoice?.id ?? '', dealId)).toBe(403);
    expect(await everything(house)).toEqual(before);
  });

  test('do not exist for the holder of another company', async () => {
    const { desk, other, created, choosing } = house;
    const before = await everything(house);
    const [found] = (await desk.status(choosing.draftId)).body.found;
    const hidden = ['not_found', 'draft_changed'];
    for (const [action, input] of everyCall(house, found?.id ?? '')) {
      const { body } = await desk.call(other.holder, action, input);
      const { code } = (body as { error: { code: string } }).error;
      expect(hidden, `${action} said ${code}`).toContain(code);
    }
    for (const action of ['invoices/list', 'invoices/refresh'] as const) {
      const { body } = await desk.call(other.holder, action, { place: onDeal(created.dealId) });
      expect(body).toMatchObject({ invoices: [], drafts: [] });
    }
    const invoice = (await desk.status(created.draftId)).body.invoice;
    expect(await pdf(desk, other.holder, invoice?.id ?? '', created.dealId)).toBe(404);
    expect(await everything(house)).toEqual(before);
  });

  test('are nobody’s without a token', async () => {
    const { desk, created } = house;
    for (const url of ['/api/drafts/status', '/api/invoices/list', '/api/drafts/choose']) {
      const { draftId, dealId } = created;
      const payload = { draftId, place: onDeal(dealId), invoiceId: null };
      const response = await desk.app.inject({ method: 'POST', url, payload });
      expect(response.statusCode).toBe(401);
    }
  });
});

test('the PDF of an invoice of one deal is not shown on another', async () => {
  const { desk, created, choosing } = house;
  const invoice = (await desk.status(created.draftId)).body.invoice;
  expect(await pdf(desk, desk.company.holder, invoice?.id ?? '', choosing.dealId)).toBe(404);
});

test('a deal that Pipedrive hides from the holder hides its drafts and invoices', async () => {
  const { desk } = house;
  const { holder } = desk.company;
  const form = await desk.form('discountsAndTaxes');
  const made = (await desk.create(form)).body;
  await desk.hideDeal(form.dealId);
  desk.clock.advance(6 * 60_000);
  const calls = [
    ['drafts/open', { dealId: form.dealId, draftId: form.draftId, fresh: false }],
    ['drafts/status', { draftId: form.draftId }],
    ['drafts/create', { ...form, version: 1 }],
    ['drafts/save', { ...form, version: 1 }],
    ['drafts/discard', { draftId: form.draftId, version: 1 }],
    ['drafts/choose', { draftId: form.draftId, invoiceId: null }],
    ['invoices/list', { place: onDeal(form.dealId) }],
    ['invoices/refresh', { place: onDeal(form.dealId) }],
  ] as const;
  for (const [action, input] of calls) {
    const { body } = await desk.call(holder, action, input);
    expect([action, body]).toMatchObject([action, { error: { code: 'deal_not_found' } }]);
  }
  expect(await pdf(desk, holder, made.invoice?.id ?? '', form.dealId)).toBe(404);
});
