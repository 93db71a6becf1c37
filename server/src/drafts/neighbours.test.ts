import { beforeAll, describe, expect, test } from 'vitest';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import { signedToken } from '../testing/build-test-app.ts';
import { type DraftFixture, openDraftFixture, untilOver } from '../testing/draft-fixture.ts';
import { makeConnectedCompany } from '../testing/make-company.ts';

/**
 * One company's drafts in every state, an invoice on each of two deals, and two users without
 * access: a colleague, and the connection owner of another company whose deals have the same ids.
 */
const openFilledCompany = async () => {
  const fixture = await openDraftFixture();
  const other = await makeConnectedCompany(fixture.dependencies);
  const created = await fixture.form();
  await fixture.create(created);
  const editing = await fixture.form();
  await fixture.call(fixture.company.owner, 'drafts/save', editing);
  const [one, two] = [await fixture.form('onlyAPerson'), await fixture.form('nearlyAlike')];
  for (const form of [one, two]) {
    await fixture.fault({ fault: 'reset-after' });
    await fixture.create({ ...form, content: created.content });
  }
  fixture.clock.advance(untilOver);
  await fixture.resolve();
  await fixture.resolve();
  return { fixture, other, created, editing, choosing: one };
};

let filled: Awaited<ReturnType<typeof openFilledCompany>>;
beforeAll(async () => {
  filled = await openFilledCompany();
});

const everyCall = ({ created, editing, choosing }: typeof filled, found: string) => {
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

const pdf = async (
  fixture: DraftFixture,
  user: PipedriveUser,
  invoiceId: string,
  dealId: number,
) => {
  const token = await signedToken(fixture.dependencies.settings, user, fixture.clock.now());
  const response = await fixture.app.inject({
    url: `/api/invoices/${invoiceId}/pdf?of=deal&id=${dealId}`,
    headers: { authorization: `Bearer ${token}` },
  });
  return response.statusCode;
};

const onDeal = (dealId: number) => ({ of: 'deal', id: dealId });

/** Everything that the connection owner sees, compared before and after. */
const everything = async ({ fixture, created, editing, choosing }: typeof filled) => {
  const { owner } = fixture.company;
  const states = [created, editing, choosing].map(({ draftId }) => fixture.status(draftId));
  const lists = [created, choosing].map(({ dealId }) =>
    fixture.call(owner, 'invoices/list', { context: onDeal(dealId) }),
  );
  const bodies = [...(await Promise.all(states)), ...(await Promise.all(lists))];
  return { bodies: bodies.map(({ body }) => body), contents: await fixture.realmContents() };
};

describe('access to drafts and invoices', () => {
  test('is granted to the connection owner', async () => {
    const { bodies } = await everything(filled);
    expect(bodies).toMatchObject([
      { state: 'created' },
      { state: 'editing' },
      { state: 'choose' },
      { invoices: [{ total: '100.00' }], drafts: [{ id: filled.editing.draftId }] },
      { invoices: [], drafts: [{ state: 'choose' }] },
    ]);
  });

  test('is denied to a colleague on every route', async () => {
    const { fixture, created } = filled;
    const before = await everything(filled);
    const { colleague } = fixture.company;
    const { dealId } = created;
    const fresh = { dealId, draftId: null, fresh: true };
    const calls = [
      ...everyCall(filled, '1'),
      ['drafts/open', fresh],
      ['invoices/list', { context: onDeal(dealId) }],
      ['invoices/refresh', { context: onDeal(dealId) }],
    ] as const;
    for (const [action, input] of calls) {
      const { status, body } = await fixture.call(colleague, action, input);
      expect([action, status, body]).toMatchObject([action, 403, { error: { code: 'not_owner' } }]);
    }
    const invoice = (await fixture.status(created.draftId)).body.invoice;
    expect(await pdf(fixture, fixture.company.owner, invoice?.id ?? '', dealId)).toBe(200);
    expect(await pdf(fixture, colleague, invoice?.id ?? '', dealId)).toBe(403);
    expect(await everything(filled)).toEqual(before);
  });

  test('is denied with 404 to the connection owner of another company', async () => {
    const { fixture, other, created, choosing } = filled;
    const before = await everything(filled);
    const [found] = (await fixture.status(choosing.draftId)).body.found;
    const hidden = ['not_found', 'draft_changed'];
    for (const [action, input] of everyCall(filled, found?.id ?? '')) {
      const { body } = await fixture.call(other.owner, action, input);
      const { code } = (body as { error: { code: string } }).error;
      expect(hidden, `${action} said ${code}`).toContain(code);
    }
    for (const action of ['invoices/list', 'invoices/refresh'] as const) {
      const { body } = await fixture.call(other.owner, action, { context: onDeal(created.dealId) });
      expect(body).toMatchObject({ invoices: [], drafts: [] });
    }
    const invoice = (await fixture.status(created.draftId)).body.invoice;
    expect(await pdf(fixture, other.owner, invoice?.id ?? '', created.dealId)).toBe(404);
    expect(await everything(filled)).toEqual(before);
  });

  test('is denied without a token', async () => {
    const { fixture, created } = filled;
    for (const url of ['/api/drafts/status', '/api/invoices/list', '/api/drafts/choose']) {
      const { draftId, dealId } = created;
      const payload = { draftId, context: onDeal(dealId), invoiceId: null };
      const response = await fixture.app.inject({ method: 'POST', url, payload });
      expect(response.statusCode).toBe(401);
    }
  });
});

test('does not return the PDF of an invoice on another deal', async () => {
  const { fixture, created, choosing } = filled;
  const invoice = (await fixture.status(created.draftId)).body.invoice;
  expect(await pdf(fixture, fixture.company.owner, invoice?.id ?? '', choosing.dealId)).toBe(404);
});

test('hides drafts and invoices of a deal that Pipedrive hides from the connection owner', async () => {
  const { fixture } = filled;
  const { owner } = fixture.company;
  const form = await fixture.form('discountsAndTaxes');
  const made = (await fixture.create(form)).body;
  await fixture.hideDeal(form.dealId);
  fixture.clock.advance(6 * 60_000);
  const calls = [
    ['drafts/open', { dealId: form.dealId, draftId: form.draftId, fresh: false }],
    ['drafts/status', { draftId: form.draftId }],
    ['drafts/create', { ...form, version: 1 }],
    ['drafts/save', { ...form, version: 1 }],
    ['drafts/discard', { draftId: form.draftId, version: 1 }],
    ['drafts/choose', { draftId: form.draftId, invoiceId: null }],
    ['invoices/list', { context: onDeal(form.dealId) }],
    ['invoices/refresh', { context: onDeal(form.dealId) }],
  ] as const;
  for (const [action, input] of calls) {
    const { body } = await fixture.call(owner, action, input);
    expect([action, body]).toMatchObject([action, { error: { code: 'deal_not_found' } }]);
  }
  expect(await pdf(fixture, owner, made.invoice?.id ?? '', form.dealId)).toBe(404);
});
