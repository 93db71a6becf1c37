import { eq } from 'drizzle-orm';
import { describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import type { DraftContent } from '../shared/draft-content.ts';
import { openInvoiceDesk } from '../testing/invoice-desk.ts';
import { type Desk, openDesk } from '../testing/sales-desk.ts';

type PrintedInvoice = { SalesTermRef?: { name: string }; DueDate: string };

const createTerm = (desk: Desk, days: number, user = desk.company.holder) =>
  desk.call(user, 'books/createTerm', { days });

const dueIn7 = async (desk: Desk) => {
  const form = await desk.form();
  const details: DraftContent['details'] = {
    ...form.content.details,
    issueDate: '2035-01-10',
    term: { kind: 'days', days: 7 },
    dueDate: '2035-01-17',
  };
  return { ...form, content: { ...form.content, details } };
};

const printed = async (desk: Desk) => {
  const [invoice] = (await desk.made()) as unknown as PrintedInvoice[];
  return `${invoice?.SalesTermRef?.name}, ${invoice?.DueDate}`;
};

/** What is on record about terms that were created. */
const recorded = async ({ doors, company: { companyId, realmId, holder } }: Desk) => {
  const entries = await doors.db
    .select()
    .from(auditEntries)
    .where(eq(auditEntries.action, 'term_created'));
  return entries
    .filter((one) => one.companyId === companyId && one.realmId === realmId)
    .filter(({ userId }) => userId === holder.userId)
    .map(({ details }) => details?.name);
};

describe.concurrent('a term of so many days', () => {
  test('is created once and printed on the invoice; without it the company default is', async () => {
    const desk = await openDesk();
    await desk.create(await dueIn7(desk));
    expect(await printed(desk)).toBe('Net 30, 2035-01-17');

    const other = await openDesk();
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
    const desk = await openDesk();
    await desk.forgetCalls();
    expect((await createTerm(desk, 0)).body).toMatchObject({ term: { name: 'Due on receipt' } });
    expect(await desk.calls()).not.toContain('POST term');
  });

  test('is found when the response to its creation was lost', async () => {
    const desk = await openDesk();
    await desk.fault({ fault: 'reset-after' }, 'term');
    expect((await createTerm(desk, 7)).body).toMatchObject({ term: { name: 'Net 7' } });
    expect(await recorded(desk)).toEqual(['Net 7']);
  });

  test('is looked for in QuickBooks, never in what was stored of it', async () => {
    const desk = await openDesk();
    await createTerm(desk, 7);
    await desk.fault({ fault: 'status', status: 503, times: 99 }, '');
    expect(await createTerm(desk, 7)).toMatchObject({
      status: 503,
      body: { error: { code: 'quickbooks_unavailable' } },
    });
  });

  test('is created by the connection owner only, and a refusal is told', async () => {
    const desk = await openDesk();
    expect((await createTerm(desk, 7, desk.company.colleague)).status).toBe(403);
    await desk.fault({ fault: 'status', status: 400, code: '6000' }, 'term');
    expect(await createTerm(desk, 7)).toMatchObject({
      status: 422,
      body: { error: { code: 'quickbooks_refused' } },
    });
  });

  test('follows a due date that is edited', async () => {
    const desk = await openInvoiceDesk();
    const { issueDate } = (await desk.show()).invoice;
    const answer = await desk.act('edit', { changes: { dueDate: issueDate } });
    expect(answer.status).toBe(200);
    expect(await desk.inBooks()).toMatchObject({
      DueDate: issueDate,
      SalesTermRef: { name: 'Due on receipt' },
    });
  });
});
