import { randomUUID } from 'node:crypto';
import Database from 'better-sqlite3';
import type { DraftForm } from '../drafts/contract.ts';
import type { SavedPreferences } from '../preferences/contract.ts';
import { writeInBooks } from './books-as-accountant.ts';
import { makeConnectedCompany } from './make-company.ts';
import { openDesk } from './sales-desk.ts';

/**
 * A company that has something of everything: preferences, an invoice, a draft, a customer and an item of
 * their own. `secrets` is what nobody but its holder may read. Beside it another connected company, whose
 * deals have the same numbers.
 */
export const fillHouse = async () => {
  const desk = await openDesk();
  const { company, doors, call } = desk;
  const { holder, realmId } = company;
  const mark = (what: string) => `${what} ${randomUUID()}`;
  const [customerName, itemName, memo] = [mark('Aaron'), mark('Aardvark'), mark('Between us')];
  const customer = await writeInBooks(doors, realmId, 'Customer', { DisplayName: customerName });
  const item = { Name: itemName, Type: 'Service', IncomeAccountRef: { value: '1' } };
  await writeInBooks(doors, realmId, 'Item', item);

  const shown = await call(holder, 'preferences/show');
  const { suggested } = shown.body as { suggested: SavedPreferences };
  await call(holder, 'preferences/save', suggested);

  const form = await desk.form();
  const content: DraftForm['content'] = {
    ...form.content,
    customer: {
      ...form.content.customer,
      choice: { kind: 'existing', id: customer.Id, name: customerName, currency: null },
    },
  };
  const { invoice } = (await desk.create({ ...form, content })).body;
  if (!invoice) throw new Error('No invoice was created');
  const { draftId } = await desk.form();
  const draft = {
    ...form,
    draftId,
    content: { ...content, details: { ...content.details, memo } },
  };
  await call(holder, 'drafts/save', draft);

  return {
    desk,
    other: await makeConnectedCompany(doors),
    dealId: form.dealId,
    created: form.draftId,
    draft,
    customerName,
    invoice,
    preferences: suggested,
    secrets: { customerName, itemName, memo, realmId, created: form.draftId, draftId },
  };
};

export type FullHouse = Awaited<ReturnType<typeof fillHouse>>;

/** All rows that belong to the company of a house, table by table. */
export const rowsOfCompany = ({ desk }: FullHouse): Record<string, unknown[]> =>
  companyRows(desk.doors.db, desk.company.companyId);

const reading = <T>({ file }: { file: string }, work: (client: Database.Database) => T): T => {
  const client = new Database(file, { readonly: true });
  try {
    return work(client);
  } finally {
    client.close();
  }
};

const namesOf = (client: Database.Database, having: 'exists' | 'not exists'): string[] =>
  client
    .prepare<[], { name: string }>(
      `select name from sqlite_master t where type = 'table' and ${having}
         (select 1 from pragma_table_info(t.name) c where c.name = 'company_id') order by name`,
    )
    .all()
    .map(({ name }) => name);

/** Names of the tables with and without a column for the company. */
export const tableNames = (db: { file: string }): { ofCompanies: string[]; others: string[] } =>
  reading(db, (client) => ({
    ofCompanies: namesOf(client, 'exists'),
    others: namesOf(client, 'not exists'),
  }));

/** All rows of a company, table by table. */
export const companyRows = (db: { file: string }, companyId: number): Record<string, unknown[]> =>
  reading(db, (client) =>
    Object.fromEntries(
      namesOf(client, 'exists').map((name) => [
        name,
        client.prepare(`select * from ${name} where company_id = ?`).all(companyId),
      ]),
    ),
  );
