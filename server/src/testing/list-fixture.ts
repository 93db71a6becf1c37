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

/**
 * An invoice to create in QuickBooks; `issued` counts days from today, `due` days from the issue
 * date.
 */
export type Standing = {
  customerId?: string;
  issued?: number;
  due?: number;
  amount?: number;
  number?: string;
  memo?: string;
  /** Number of lines, each of `amount`. */
  lines?: number;
};

/**
 * Opens a draft fixture with the calls of the invoice list. The organization of the deal
 * `withoutProducts` is linked to customer 1.
 */
export const openListFixture = async (
  like: RealmLike = 'us',
  { env = {} }: { env?: Record<string, string> } = {},
) => {
  const fixture = await openDraftFixture(like, { env });
  const { company, dependencies, clock } = fixture;
  const { apiUrl } = dependencies.settings.quickbooks;
  const dealId = company.deals.withoutProducts ?? 0;
  const dealContext: Context = { of: 'deal', id: dealId };
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
    customerId = '1',
    issued = 0,
    due = 30,
    amount = 100,
    number,
    memo,
    lines = 1,
  }: Standing) => ({
    CustomerRef: { value: customerId },
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

  /** Creates a customer with this many invoices; returns the customer's id. */
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
    dealContext,
    today,
    linkTo,
    /** Creates invoices in QuickBooks; returns their ids. */
    put,
    putMany,
    /** Reads a page of the list from the mirror. */
    list: (
      differs: Partial<Filters> = {},
      { context = dealContext, skip = 0 }: { context?: Context; skip?: number } = {},
    ) => ask<ListPage>('invoice-list/list', { context, filters: filters(differs), skip }),
    /** Loads one more part of the list from QuickBooks. */
    load: (period: Filters['period'] = { kind: 'all' }, context: Context = dealContext) =>
      ask<Reading>('invoice-list/load', { context, period }),
    totals: async (differs: Partial<Filters> = {}, context: Context = dealContext) =>
      (
        await ask<{ rows: TotalsRow[] }>('invoice-list/totals', {
          context,
          filters: filters(differs),
        })
      ).rows,
    ask,
    /** Marks the connection as broken. */
    breakConnection: async () => {
      const ours = eq(connections.companyId, company.companyId);
      await transact(dependencies.db, async (tx) => {
        await tx.update(connections).set({ state: 'broken' }).where(ours);
      });
    },
    /** Ends the connection and connects the owner to another realm. */
    async connectTo(realm: TestRealm) {
      const ours = eq(connections.companyId, company.companyId);
      await transact(dependencies.db, async (tx) => {
        await tx.update(connections).set({ state: 'ended' }).where(ours);
      });
      await connectFor(dependencies, company.owner, realm);
    },
    /** Gives the customer a credit memo in QuickBooks and applies it to the invoice. */
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
