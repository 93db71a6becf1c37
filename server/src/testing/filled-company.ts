import { randomUUID } from 'node:crypto';
import type { DraftForm } from '../drafts/contract.ts';
import type { SavedPreferences } from '../preferences/contract.ts';
import { openDraftFixture } from './draft-fixture.ts';
import { makeConnectedCompany } from './make-company.ts';
import { companyRows } from './stored-rows.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

/**
 * Makes a company with preferences, an invoice, a draft, and its own customer and item. Only its
 * connection owner may read `secrets`. `other` is a connected company whose deals have the same
 * ids.
 */
export const fillCompany = async () => {
  const fixture = await openDraftFixture();
  const { company, dependencies, call } = fixture;
  const { owner, realmId } = company;
  const mark = (what: string) => `${what} ${randomUUID()}`;
  const [customerName, itemName, memo] = [mark('Aaron'), mark('Aardvark'), mark('Between us')];
  const customer = await writeInQuickbooks(dependencies, realmId, 'Customer', {
    DisplayName: customerName,
  });
  const item = { Name: itemName, Type: 'Service', IncomeAccountRef: { value: '1' } };
  await writeInQuickbooks(dependencies, realmId, 'Item', item);

  const shown = await call(owner, 'preferences/show');
  const { suggested } = shown.body as { suggested: SavedPreferences };
  await call(owner, 'preferences/save', suggested);

  const form = await fixture.form();
  const content: DraftForm['content'] = {
    ...form.content,
    customer: {
      ...form.content.customer,
      choice: { kind: 'existing', id: customer.Id, name: customerName, currency: null },
    },
  };
  const { invoice } = (await fixture.create({ ...form, content })).body;
  if (!invoice) throw new Error('No invoice was created');
  const { draftId } = await fixture.form();
  const draft = {
    ...form,
    draftId,
    content: { ...content, details: { ...content.details, memo } },
  };
  await call(owner, 'drafts/save', draft);

  return {
    fixture,
    other: await makeConnectedCompany(dependencies),
    dealId: form.dealId,
    created: form.draftId,
    draft,
    customerName,
    invoice,
    preferences: suggested,
    secrets: { customerName, itemName, memo, realmId, created: form.draftId, draftId },
  };
};

export type FilledCompany = Awaited<ReturnType<typeof fillCompany>>;

/** All rows of the filled company, by table. */
export const rowsOfCompany = ({ fixture }: FilledCompany): Promise<Record<string, unknown[]>> =>
  companyRows(fixture.dependencies.db, fixture.company.companyId);
