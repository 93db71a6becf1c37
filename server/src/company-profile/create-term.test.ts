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

const printed = async (fixture: DraftFixture) => {
  const [invoice] = (await fixture.made()) as unknown as PrintedInvoice[];
  return `${invoice?.SalesTermRef?.name}, ${invoice?.DueDate}`;
};

/** What is on record about terms that were created. */
const recorded = async ({ dependencies, company: { companyId, realmId, owner } }: DraftFixture) => {
  const entries = await dependencies.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.action, 'term_created'));
  return entries
    .filter((one) => one.companyId === companyId && one.realmId === realmId)
    .filter(({ userId }) => userId === owner.userId)
    .map(({ details }) => details?.name);
};

describe.concurrent('a term of so many days', () => {
  test('is created once and printed on the invoice; without it the company default is', async () => {
    const fixture = await openDraftFixture();
    await fixture.create(await dueIn7(fixture));
    expect(await printed(fixture)).toBe('Net 30, 2035-01-17');

    const other = await openDraftFixture();
    const { body } = await createTerm(other, 7);
    expect(body).toMatchObject({ term: { name: 'Net 7', rule: { kind: 'days', days: 7 } } });
    await other.forgetCalls();
    expect((await createTerm(other, 7)).body).toEqual(body);
    expect(await other.calls()).not.toContain('POST term');
    expect(await recorded(other)).toEqual(['Net 7']);
    await other.create(await dueIn7(other));
    expect(await printed(other)).toBe('Net 7, 2035-01-17');
  });

  test('that is there already is answered, due on receipt too', async () => {
    const fixture = await openDraftFixture();
    await fixture.forgetCalls();
    expect((await createTerm(fixture, 0)).body).toMatchObject({ term: { name: 'Due on receipt' } });
    expect(await fixture.calls()).not.toContain('POST term');
  });

  test('is found when the response to its creation was lost', async () => {
    const fixture = await openDraftFixture();
    await fixture.fault({ fault: 'reset-after' }, 'term');
    expect((await createTerm(fixture, 7)).body).toMatchObject({ term: { name: 'Net 7' } });
    expect(await recorded(fixture)).toEqual(['Net 7']);
  });

  test('is looked for in QuickBooks, never in what was stored of it', async () => {
    const fixture = await openDraftFixture();
    await createTerm(fixture, 7);
    await fixture.fault({ fault: 'status', status: 503, times: 99 }, '');
    expect(await createTerm(fixture, 7)).toMatchObject({
      status: 503,
      body: { error: { code: 'quickbooks_unavailable' } },
    });
  });

  test('is created by the connection owner only, and a refusal is told', async () => {
    const fixture = await openDraftFixture();
    expect((await createTerm(fixture, 7, fixture.company.colleague)).status).toBe(403);
    await fixture.fault({ fault: 'status', status: 400, code: '6000' }, 'term');
    expect(await createTerm(fixture, 7)).toMatchObject({
      status: 422,
      body: { error: { code: 'quickbooks_refused' } },
    });
  });

  test('follows a due date that is edited', async () => {
    const fixture = await openInvoiceFixture();
    const { issueDate } = (await fixture.show()).invoice;
    const answer = await fixture.act('edit', { changes: { dueDate: issueDate } });
    expect(answer.status).toBe(200);
    expect(await fixture.inQuickbooks()).toMatchObject({
      DueDate: issueDate,
      SalesTermRef: { name: 'Due on receipt' },
    });
  });
});
