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

const pdf = async (query: string, id = invoice.id) => {
  const token = await signedToken(
    fixture.dependencies.settings,
    fixture.company.owner,
    fixture.clock.now(),
  );
  return fixture.app.inject({
    url: `/api/invoices/${id}/pdf?${query}`,
    headers: { authorization: `Bearer ${token}` },
  });
};

const codeOf = (answer: { json(): { error: { code: string } } }) => answer.json().error.code;

test('the bytes are those that QuickBooks gave, as a PDF that nobody keeps', async () => {
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
  '%j names no deal',
  async (query) => {
    const answer = await pdf(query);
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'invalid_input']);
  },
);

test('an invoice that we never saw on the deal is not there, whatever QuickBooks has', async () => {
  const [known] = (await fixture.ledger()).invoices.filter(({ Id }) => Id !== invoice.id);
  for (const id of [known?.Id ?? '', '999999', '..%2F..%2Fcompanyinfo', 'x'.repeat(40)]) {
    expect((await pdf(`of=deal&id=${dealId}`, id)).statusCode).toBe(404);
  }
});

test('QuickBooks being away is told as such', async () => {
  await fixture.fault({ fault: 'status', status: 503, times: 2 }, '');
  const answer = await pdf(`of=deal&id=${dealId}`);
  expect([answer.statusCode, codeOf(answer)]).toEqual([503, 'quickbooks_unavailable']);
});

test('an invoice that was deleted in the books has none any more', async () => {
  await fixture.deleteInQuickbooks(invoice.id);
  const gone = await pdf(`of=deal&id=${dealId}`);
  expect([gone.statusCode, codeOf(gone)]).toEqual([404, 'not_found']);
  await fixture.call(fixture.company.owner, 'invoices/refresh', {
    context: { of: 'deal', id: dealId },
  });
  expect((await pdf(`of=deal&id=${dealId}`)).statusCode).toBe(404);
});
