import { eq } from 'drizzle-orm';
import { todayIn } from '../clock.ts';
import { connections } from '../connection/tables.ts';
import { linkCustomer } from '../customers/store.ts';
import { transact } from '../db/transact.ts';
import type { Filters, ListPage, Reading, TotalsRow } from '../invoice-list/contract.ts';
import type { Context } from '../invoices/contract.ts';
import { addDays } from '../shared/dates/due-date.ts';
import { control } from './control.ts';
import { openDraftFixture } from './draft-fixture.ts';
import { connectFor, type RealmLike, type TestRealm } from './make-company.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

/** An invoice as it stands in the books from before; `issued` counts days from today. */
export type Standing = {
  customer?: string;
  issued?: number;
  due?: number;
  amount?: number;
  number?: string;
  memo?: string;
  /** How many lines of `amount` it has. */
  lines?: number;
};

/**
 * Somebody who looks through invoices: the deal `withoutProducts` is with an organization that is linked
 * to the customer 1 of the books.
 */
export const openListFixture = async (
  like: RealmLike = 'us',
  { env = {} }: { env?: Record<string, string> } = {},
) => {
  const fixture = await openDraftFixture(like, { env });
  const { company, dependencies, clock } = fixture;
  const { apiUrl } = dependencies.settings.quickbooks;
  const dealId = company.deals.withoutProducts ?? 0;
  const here: Context = { of: 'deal', id: dealId };
  const today = todayIn('UTC', clock.now());

  const linkTo = (customerId: string, partyId = 502) =>
    transact(dependencies.db, (tx) =>
      linkCustomer(tx, {
        companyId: company.companyId,
        realmId: company.realmId,
        party: 'organization',
        partyId,
        customerId,
        customerName: `Customer ${customerId}`,
        why: 'picked',
        linkedById: company.owner.userId,
        linkedAt: clock.now(),
      }),
    );
  await linkTo('1');

  const body = ({
    customer = '1',
    issued = 0,
    due = 30,
    amount = 100,
    number,
    memo,
    lines = 1,
  }: Standing) => ({
    CustomerRef: { value: customer },
    TxnDate: addDays(today, issued),
    DueDate: addDays(today, issued + due),
    ...(number && { DocNumber: number }),
    ...(memo && { PrivateNote: memo }),
    Line: Array.from({ length: lines }, () => ({
      Amount: amount,
      DetailType: 'SalesItemLineDetail',
      SalesItemLineDetail: { ItemRef: { value: '1' }, TaxCodeRef: { value: 'NON' } },
    })),
  });
  const put = async (standing: Standing[]): Promise<string[]> => {
    const invoices = standing.map(body);
    const path = `realms/${company.realmId}/invoices`;
    return (await control<{ invoices: string[] }>(apiUrl, 'POST', path, { invoices })).invoices;
  };

  /** A new customer who has been invoiced that often; their id. */
  const putMany = async (count: number): Promise<string> => {
    const name = { DisplayName: `Billed ${count} times` };
    const { Id } = await writeInQuickbooks(dependencies, company.realmId, 'Customer', name);
    const path = `realms/${company.realmId}/invoices`;
    await control(apiUrl, 'POST', path, { count, customerId: Id });
    return Id;
  };

  const filters = (differs: Partial<Filters> = {}): Filters => ({
    period: { kind: 'all' },
    text: '',
    statuses: [],
    ...differs,
  });
  const ask = async <T>(action: `${string}/${string}`, input: object): Promise<T> => {
    const { status, body } = await fixture.call(company.owner, action, input);
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body as T;
  };

  return {
    ...fixture,
    dealId,
    here,
    today,
    linkTo,
    /** Puts invoices into the books as an accountant would; returns their ids. */
    put,
    putMany,
    /** What the list shows, from what we have. */
    list: (
      differs: Partial<Filters> = {},
      { context = here, skip = 0 }: { context?: Context; skip?: number } = {},
    ) => ask<ListPage>('invoice-list/list', { context, filters: filters(differs), skip }),
    /** Reads on, once. */
    load: (period: Filters['period'] = { kind: 'all' }, context: Context = here) =>
      ask<Reading>('invoice-list/load', { context, period }),
    totals: async (differs: Partial<Filters> = {}, context: Context = here) =>
      (
        await ask<{ rows: TotalsRow[] }>('invoice-list/totals', {
          context,
          filters: filters(differs),
        })
      ).rows,
    ask,
    /** Intuit no longer accepts us. */
    breakConnection: async () => {
      const ours = eq(connections.companyId, company.companyId);
      await transact(dependencies.db, async (tx) => {
        await tx.update(connections).set({ state: 'broken' }).where(ours);
      });
    },
    /** The holder connects these books instead. */
    async connectTo(books: TestRealm) {
      const ours = eq(connections.companyId, company.companyId);
      await transact(dependencies.db, async (tx) => {
        await tx.update(connections).set({ state: 'ended' }).where(ours);
      });
      await connectFor(dependencies, company.owner, books);
    },
    /** Gives the customer so much credit there and applies it to the invoice. */
    credit: (invoiceId: string, amount: number) =>
      control(apiUrl, 'POST', `realms/${company.realmId}/credit-memos`, {
        invoiceId,
        amount: String(amount),
      }),
    pay: (invoiceId: string, amount?: number) =>
      control(apiUrl, 'POST', `realms/${company.realmId}/payments`, {
        invoiceId,
        ...(amount !== undefined && { amount }),
      }),
  };
};

export type ListFixture = Awaited<ReturnType<typeof openListFixture>>;
