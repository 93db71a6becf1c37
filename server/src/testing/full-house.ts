import { randomUUID } from 'node:crypto';
import type { DraftForm } from '../drafts/contract.ts';
import type { SavedPreferences } from '../preferences/contract.ts';
import { writeInBooks } from './books-as-accountant.ts';
import { makeConnectedCompany } from './make-company.ts';
import { openDesk } from './sales-desk.ts';
import { companyRows } from './stored-rows.ts';

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
export const rowsOfCompany = ({ desk }: FullHouse): Promise<Record<string, unknown[]>> =>
  companyRows(desk.doors.db, desk.company.companyId);
