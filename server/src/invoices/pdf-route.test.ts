import { beforeAll, expect, test } from 'vitest';
import { signedToken } from '../testing/build-test-app.ts';
import { type DraftFixture, openDraftFixture } from '../testing/draft-fixture.ts';

let fixture: DraftFixture;
let dealId: number;
let invoice: { id: string };
beforeAll(async () => {
  fixture = await openDraftFixture();
  const form = await fixture.form();
  dealId = form.dealId;
  invoice = (await fixture.create(form)).body.invoice ?? { id: '' };
});

const pdf = async (query: string, invoiceId = invoice.id) => {
  const token = await signedToken(
    fixture.dependencies.settings,
    fixture.company.owner,
    fixture.clock.now(),
  );
  return fixture.app.inject({
    url: `/api/invoices/${invoiceId}/pdf?${query}`,
    headers: { authorization: `Bearer ${token}` },
  });
};

const codeOf = (answer: { json(): { error: { code: string } } }) => answer.json().error.code;

test('returns the bytes from QuickBooks as an uncached PDF', async () => {
  const answer = await pdf(`of=deal&id=${dealId}`);
  expect(answer.statusCode).toBe(200);
  expect(answer.headers).toMatchObject({
    'content-type': 'application/pdf',
    'cache-control': 'no-cache, no-store',
    'x-content-type-options': 'nosniff',
  });
  expect(answer.rawPayload.subarray(0, 5).toString()).toBe('%PDF-');
});

test.each(['', 'of=deal&id=', 'of=deal&id=seven', 'of=deal&id=-1'])(
  'returns 422 for the query %j',
  async (query) => {
    const answer = await pdf(query);
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'invalid_input']);
  },
);

test('returns 404 for an invoice not linked to the deal', async () => {
  const [known] = (await fixture.realmContents()).invoices.filter(({ Id }) => Id !== invoice.id);
  for (const invoiceId of [known?.Id ?? '', '999999', '..%2F..%2Fcompanyinfo', 'x'.repeat(40)]) {
    expect((await pdf(`of=deal&id=${dealId}`, invoiceId)).statusCode).toBe(404);
  }
});

test('returns quickbooks_unavailable while QuickBooks is unavailable', async () => {
  await fixture.fault({ fault: 'status', status: 503, times: 2 }, '');
  const answer = await pdf(`of=deal&id=${dealId}`);
  expect([answer.statusCode, codeOf(answer)]).toEqual([503, 'quickbooks_unavailable']);
});

test('returns 404 for an invoice deleted in QuickBooks', async () => {
  await fixture.deleteInQuickbooks(invoice.id);
  const gone = await pdf(`of=deal&id=${dealId}`);
  expect([gone.statusCode, codeOf(gone)]).toEqual([404, 'not_found']);
  await fixture.call(fixture.company.owner, 'invoices/refresh', {
    context: { of: 'deal', id: dealId },
  });
  expect((await pdf(`of=deal&id=${dealId}`)).statusCode).toBe(404);
});
