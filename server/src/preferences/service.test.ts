import { beforeEach, describe, expect, test } from 'vitest';
import { auditEntries } from '../audit/tables.ts';
import { transact } from '../db/transact.ts';
import type { Output } from '../shared/contract/contract.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { openInvoiceFixture } from '../testing/invoice-fixture.ts';
import {
  connectFor,
  installFor,
  makeCompany,
  makeConnectedCompany,
  makeRealmIn,
  type TestCompany,
} from '../testing/make-company.ts';
import { noteEvents, type preferences, type SavedPreferences } from './contract.ts';
import { preferencesOf } from './service.ts';
import { preferences as preferencesTable } from './tables.ts';

type Shown = Output<typeof preferences.show>;

let test_: TestApp;
let company: TestCompany;

beforeEach(async () => {
  test_ = await buildTestApp();
  company = await makeCompany(test_.dependencies);
});

const show = async (user = company.owner): Promise<Shown> => {
  const { status, body } = await test_.call(user, 'preferences/show');
  expect(status).toBe(200);
  return body as Shown;
};

const mapped = (): SavedPreferences => ({
  mapping: {
    to: { of: 'organization', field: 'name' },
    address: { of: 'organization', field: 'address' },
    email: { of: 'person', field: 'emails' },
    taxId: { of: 'organization', field: company.fields.taxId },
  },
  invoiceFields: {},
  term: { kind: 'days', days: 14 },
  offerUpdates: true,
  valuesIncludeTax: false,
  notes: 'number',
  noteEvents: [...noteEvents],
  numberPattern: null,
});

const pipedrive = () => test_.dependencies.settings.pipedrive.oauthUrl;

describe('preferences not saved yet', () => {
  test('suggest the usual fields and thirty days, also without QuickBooks', async () => {
    await installFor(test_.dependencies, company.owner);
    const page = await show();
    expect(page).toMatchObject({
      saved: null,
      savedBy: null,
      savedAt: null,
      missing: [],
      terms: [],
    });
    expect(page.suggested).toEqual({ ...mapped(), term: { kind: 'days', days: 30 } });
    expect(Object.values(company.deals)).toContain(page.previewDealId);
  });

  test('list fields with their names in Pipedrive, by record, standard ones first', async () => {
    await installFor(test_.dependencies, company.owner);
    const { fields } = await show();
    expect(fields.filter(({ of }) => of === 'organization').map(({ name }) => name)).toEqual([
      'Name',
      'Address',
      'Website',
      'Billing address',
      'Billing e-mail',
      'Tax ID',
    ]);
    expect(fields.map(({ of }) => of)).toEqual(
      fields.map(({ of }) => of).toSorted((a, b) => kinds.indexOf(a) - kinds.indexOf(b)),
    );
  });

  const kinds = ['organization', 'person', 'deal'];

  test("offer QuickBooks' terms to the connection owner only", async () => {
    company = await makeConnectedCompany(test_.dependencies);
    expect((await show()).terms.map(({ name }) => name)).toContain('Net 30');
    expect((await show(company.colleague)).terms).toEqual([]);
  });
});

describe('examples of notes', () => {
  test('are about an invoice of the company, and shown to the connection owner only', async () => {
    const fixture = await openInvoiceFixture();
    const { owner, colleague } = fixture.company;
    const shownTo = async (user: typeof owner) =>
      ((await fixture.call(user, 'preferences/show')).body as Shown).noteExamples;
    const number = (await fixture.row())?.number;
    const examples = await shownTo(owner);
    expect(examples?.map(({ event }) => event)).toEqual([...noteEvents]);
    expect(examples?.find(({ event }) => event === 'partly_paid')).toMatchObject({
      number: `Invoice ${number} partly paid`,
      amount: expect.stringMatching(/partly paid: \$50\.00 paid now, \$50\.00 due$/),
    });
    await installFor(fixture.dependencies, colleague);
    expect(await shownTo(colleague)).toBeNull();
  });
});

describe('saving', () => {
  test('stores the preferences for the whole company with the name of the user', async () => {
    await installFor(test_.dependencies, company.owner);
    await installFor(test_.dependencies, company.colleague);
    const { status, body } = await test_.call(company.owner, 'preferences/save', mapped());
    expect(status).toBe(200);
    const page = await show(company.colleague);
    expect(page).toMatchObject({ saved: mapped(), savedBy: 'Sales Lead', ...(body as object) });
    expect(await preferencesOf(test_.as(company.colleague))).toEqual(mapped());
    const audit = await test_.dependencies.db.select().from(auditEntries);
    expect(audit.at(-1)).toMatchObject({ action: 'preferences_saved', ...company.owner });
  });

  test('is allowed to another user while QuickBooks is not connected', async () => {
    await installFor(test_.dependencies, company.owner);
    await installFor(test_.dependencies, company.colleague);
    await test_.call(company.owner, 'preferences/save', mapped());
    const other = { ...mapped(), term: { kind: 'days', days: 0 } };
    const { status } = await test_.call(company.colleague, 'preferences/save', other);
    expect(status).toBe(200);
    expect((await show()).saved?.term).toEqual({ kind: 'days', days: 0 });
  });

  test('over newer preferences is refused with who saved them and when', async () => {
    await installFor(test_.dependencies, company.owner);
    await installFor(test_.dependencies, company.colleague);
    const save = (user: typeof company.owner, days: number, seenAt: string | null) => {
      const term = { kind: 'days', days };
      return test_.call(user, 'preferences/save', { ...mapped(), term, seenAt });
    };
    expect((await save(company.owner, 1, null)).status).toBe(200);
    const since = (await show()).savedAt;
    for (const unseen of [null, '2020-01-01T00:00:00.000Z']) {
      test_.clock.advance(1000);
      expect(await save(company.colleague, 2, unseen)).toMatchObject({
        status: 409,
        body: { error: { code: 'preferences_changed', details: { owner: 'Sales Lead', since } } },
      });
    }
    expect(await show()).toMatchObject({ saved: { term: { days: 1 } }, savedAt: since });
    expect((await save(company.colleague, 2, since)).status).toBe(200);
    expect((await show()).saved).toEqual({ ...mapped(), term: { kind: 'days', days: 2 } });
  });

  test('stores whether to offer updates; rows without this setting default to yes', async () => {
    await installFor(test_.dependencies, company.owner);
    await test_.call(company.owner, 'preferences/save', { ...mapped(), offerUpdates: false });
    expect((await show()).saved?.offerUpdates).toBe(false);
    const { offerUpdates: _, ...before } = mapped();
    await transact(test_.dependencies.db, async (tx) => {
      await tx.update(preferencesTable).set({ saved: before as SavedPreferences });
    });
    expect((await show()).saved?.offerUpdates).toBe(true);
  });

  test('is allowed to the connection owner only once QuickBooks is connected', async () => {
    company = await makeConnectedCompany(test_.dependencies);
    const refused = await test_.call(company.colleague, 'preferences/save', mapped());
    expect(refused.status).toBe(403);
    expect(refused.body).toMatchObject({ error: { code: 'not_owner' } });
    expect((await show()).saved).toBeNull();
    expect((await test_.call(company.owner, 'preferences/save', mapped())).status).toBe(200);
  });

  test('does not affect another company', async () => {
    await installFor(test_.dependencies, company.owner);
    await test_.call(company.owner, 'preferences/save', mapped());
    const neighbour = await makeCompany(test_.dependencies, 'hillside');
    await installFor(test_.dependencies, neighbour.owner);
    const page = await show(neighbour.owner);
    expect(page.saved).toBeNull();
    expect(page.suggested.mapping.taxId?.field).not.toBe(company.fields.taxId);
  });
});

describe('the preview', () => {
  test('shows the customer details of a deal for a mapping not saved yet', async () => {
    await installFor(test_.dependencies, company.owner);
    const { status, body } = await test_.call(company.owner, 'preferences/preview', {
      dealId: company.deals.withProducts,
      mapping: mapped().mapping,
    });
    expect(status).toBe(200);
    expect(body).toEqual({
      dealTitle: 'Office fit-out, 3rd floor',
      to: 'Cedar & Finch Ltd',
      address: '18 Foundry Lane\nPortland, OR 97209\nUSA',
      email: 'purchasing@cedarfinch.example',
      taxId: '93-1200417',
      texts: {},
    });
  });

  test('shows the texts for further fields of the invoice', async () => {
    await installFor(test_.dependencies, company.owner);
    const { body } = await test_.call(company.owner, 'preferences/preview', {
      dealId: company.deals.withProducts,
      mapping: mapped().mapping,
      invoiceFields: {
        custom1: { of: 'deal', field: company.fields.poNumber },
        memo: { of: 'person', field: 'name' },
        class: { of: 'deal', field: 'deleted' },
      },
    });
    expect(body).toMatchObject({ texts: { custom1: 'PO-20418', memo: 'Purchasing Desk' } });
  });

  test('of a deal without an organization bills the person', async () => {
    await installFor(test_.dependencies, company.owner);
    const { body } = await test_.call(company.owner, 'preferences/preview', {
      dealId: company.deals.onlyAPerson,
      mapping: mapped().mapping,
    });
    expect(body).toMatchObject({ to: 'Garden Studio Tenant', address: '', taxId: '' });
  });

  test('shows deal fields as Pipedrive displays them', async () => {
    await installFor(test_.dependencies, company.owner);
    const { fields } = await show();
    const code = (name: string) => fields.find((field) => field.name === name)?.field ?? '';
    const dealId = company.deals.withProducts;
    await control(pipedrive(), 'POST', `deals/${dealId}`, {
      companyId: company.companyId,
      custom_fields: {
        [code('Delivery method')]: 2,
        [code('Delivery address')]: { value: 'Speicherstraße 7, 20457 Hamburg, Germany' },
        [code('Agreed deposit')]: { value: 1250.5, currency: 'EUR' },
      },
    });
    const { body } = await test_.call(company.owner, 'preferences/preview', {
      dealId,
      mapping: {
        to: { of: 'deal', field: code('Delivery method') },
        address: { of: 'deal', field: code('Delivery address') },
        email: { of: 'deal', field: code('Agreed deposit') },
        taxId: { of: 'deal', field: 'org_id' },
      },
    });
    expect(body).toMatchObject({
      to: 'Carrier',
      address: 'Speicherstraße 7\n20457 Hamburg\nGermany',
      email: '1250.5 EUR',
      taxId: 'Cedar & Finch Ltd',
    });
  });

  test("returns deal_not_found for another company's deal", async () => {
    await installFor(test_.dependencies, company.owner);
    const neighbour = await makeCompany(test_.dependencies, 'hillside');
    const { status, body } = await test_.call(company.owner, 'preferences/preview', {
      dealId: neighbour.deals.summerGala,
      mapping: mapped().mapping,
    });
    expect(status).toBe(404);
    expect(body).toMatchObject({ error: { code: 'deal_not_found' } });
  });
});

describe('a mapped field that was deleted in Pipedrive', () => {
  test('is reported and left empty, while the other details are filled', async () => {
    await installFor(test_.dependencies, company.owner);
    await test_.call(company.owner, 'preferences/save', mapped());
    expect((await show()).missing).toEqual([]);
    await control(pipedrive(), 'DELETE', `fields/organization/${company.fields.taxId}`);
    expect((await show()).missing).toEqual(['taxId']);
    const { status, body } = await test_.call(company.owner, 'preferences/preview', {
      dealId: company.deals.withProducts,
      mapping: mapped().mapping,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ to: 'Cedar & Finch Ltd', taxId: '' });
  });
});

describe('without an install', () => {
  test.each([
    ['preferences/show', () => ({})],
    ['preferences/save', () => mapped()],
    ['preferences/preview', () => ({ dealId: 101, mapping: mapped().mapping })],
  ] as const)('%s returns not_installed', async (action, input) => {
    await installFor(test_.dependencies, company.owner);
    const { status, body } = await test_.call(company.colleague, action, input());
    expect(status).toBe(403);
    expect(body).toMatchObject({ error: { code: 'not_installed', details: {} } });
  });
});

test('the default term of QuickBooks is suggested to the connection owner', async () => {
  await installFor(test_.dependencies, company.owner);
  const realm = await makeRealmIn(test_.dependencies, 'us');
  const connectionId = await connectFor(test_.dependencies, company.owner, realm);
  const { suggested, terms } = await show();
  const { defaultTermId } = await test_.dependencies.quickbooks.readCompanyProfile({
    connectionId,
    realmId: realm.realmId,
  });
  const usual = terms.find(({ id }) => id === defaultTermId);
  expect(suggested.term).toEqual(
    usual ? { kind: 'quickbooks', ...usual } : { kind: 'days', days: 30 },
  );
});
