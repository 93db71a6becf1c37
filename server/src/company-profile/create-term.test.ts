import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { DraftContent } from '../shared/contract/draft-content.ts';
import { type DraftFixture, openDraftFixture } from '../testing/draft-fixture.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';

type PrintedInvoice = { SalesTermRef?: { name: string }; DueDate: string };

const createTerm = (fixture: DraftFixture, days: number, user = fixture.company.owner) =>
  fixture.call(user, 'company-profile/createTerm', { days });

const dueIn7 = async (fixture: DraftFixture) => {
  const form = await fixture.form();
  const details: DraftContent['details'] = {
    ...form.content.details,
    issueDate: '2035-01-10',
    term: { kind: 'days', days: 7 },
    dueDate: '2035-01-17',
  };
  return { ...form, content: { ...form.content, details } };
};

const printedTerm = async (fixture: DraftFixture) => {
  const [invoice] = (await fixture.made()) as unknown as PrintedInvoice[];
  return `${invoice?.SalesTermRef?.name}, ${invoice?.DueDate}`;
};

/** Names of the created terms in the audit log. */
const auditedTerms = async ({
  dependencies,
  company: { companyId, realmId, owner },
}: DraftFixture) => {
  const entries = await dependencies.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.action, 'term_created'));
  return entries
    .filter((entry) => entry.companyId === companyId && entry.realmId === realmId)
    .filter(({ userId }) => userId === owner.userId)
    .map(({ details }) => details?.name);
};

describe.concurrent('creating a payment term', () => {
  test('creates the term once and prints it on the invoice instead of the default term', async () => {
    const fixture = await openDraftFixture();
    await fixture.create(await dueIn7(fixture));
    expect(await printedTerm(fixture)).toBe('Net 30, 2035-01-17');

    const other = await openDraftFixture();
    const { body } = await createTerm(other, 7);
    expect(body).toMatchObject({ term: { name: 'Net 7', rule: { kind: 'days', days: 7 } } });
    await other.forgetCalls();
    expect((await createTerm(other, 7)).body).toEqual(body);
    expect(await other.calls()).not.toContain('POST term');
    expect(await auditedTerms(other)).toEqual(['Net 7']);
    await other.create(await dueIn7(other));
    expect(await printedTerm(other)).toBe('Net 7, 2035-01-17');
  });

  test('returns an existing term, such as due on receipt, without creating one', async () => {
    const fixture = await openDraftFixture();
    await fixture.forgetCalls();
    expect((await createTerm(fixture, 0)).body).toMatchObject({ term: { name: 'Due on receipt' } });
    expect(await fixture.calls()).not.toContain('POST term');
  });

  test('finds the created term when the response was lost', async () => {
    const fixture = await openDraftFixture();
    await fixture.fault({ fault: 'reset-after' }, 'term');
    expect((await createTerm(fixture, 7)).body).toMatchObject({ term: { name: 'Net 7' } });
    expect(await auditedTerms(fixture)).toEqual(['Net 7']);
  });

  test('looks the term up in QuickBooks, not in the stored profile', async () => {
    const fixture = await openDraftFixture();
    await createTerm(fixture, 7);
    await fixture.fault({ fault: 'status', status: 503, times: 99 }, '');
    expect(await createTerm(fixture, 7)).toMatchObject({
      status: 503,
      body: { error: { code: 'quickbooks_unavailable' } },
    });
  });

  test('rejects a colleague with 403 and returns the error of a refusal by QuickBooks', async () => {
    const fixture = await openDraftFixture();
    expect((await createTerm(fixture, 7, fixture.company.colleague)).status).toBe(403);
    await fixture.fault({ fault: 'status', status: 400, code: '6000' }, 'term');
    expect(await createTerm(fixture, 7)).toMatchObject({
      status: 422,
      body: { error: { code: 'quickbooks_refused' } },
    });
  });

  test('uses the term that matches an edited due date', async () => {
    const fixture = await openInvoiceFixture();
    const { issueDate } = (await fixture.show()).invoice;
    const response = await fixture.act('edit', { changes: { dueDate: issueDate } });
    expect(response.status).toBe(200);
    expect(await fixture.inQuickbooks()).toMatchObject({
      DueDate: issueDate,
      SalesTermRef: { name: 'Due on receipt' },
    });
  });
});
