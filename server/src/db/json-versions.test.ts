import { getTableColumns, getTableName, sql } from 'drizzle-orm';
import { describe, expect, it, test } from 'vitest';
import { companyTables } from '../company-data/company-tables.ts';
import { invoiceFacts } from '../invoices/tables.ts';
import { invoiceUpgrades } from '../quickbooks/models.ts';
import { fillEveryTable } from '../testing/fill-every-table.ts';
import { makeQuickbooksInvoice } from '../testing/make-quickbooks-invoice.ts';
import { openTestDatabase } from '../testing/open-test-database.ts';
import { readJson, writeJson } from './json-versions.ts';
import type { AnyColumn } from './schema-kit.ts';
import { transact } from './transact.ts';

const {
  deposit: _d,
  cc: _c,
  termId: _t,
  paymentIds: _p,
  raw: _o,
  ...first
} = makeQuickbooksInvoice();
const upgraded = {
  ...first,
  deposit: '0.00',
  cc: '',
  termId: null,
  paymentIds: [],
  raw: { lines: [], taxCalculation: null, salesTaxCodeId: null },
};

/** The first stored shape of each JSON column, and the current shape where it differs. */
const oldest: Record<string, { stored: unknown; read?: unknown }> = {
  'audit_entries.details': { stored: { number: '1042' } },
  'company_profiles.deal_tax_codes': {
    stored: [{ dealPercent: '20', name: '20.0% S', percent: '20' }],
  },
  'company_profiles.profile': { stored: { name: 'Larch', homeCurrency: 'USD' } },
  'sent_reminders.written': {
    stored: { subject: 'Call', type: 'task', ownerId: 7, dueDate: '2026-11-29' },
  },
  'pipedrive_fields.options': { stored: { open: 1, paid: 4 } },
  'deal_bases.content': { stored: { currency: 'EUR', lines: [], discounts: [] } },
  'deal_invoices.agreed': {
    stored: { lines: [], discount: '0.00', shipping: '0.00', tax: '0.00', total: '0.00' },
  },
  'deal_invoices.billed_deal': {
    stored: { currency: 'EUR', lines: [], discounts: [], settles: false },
  },
  'drafts.filled_from': { stored: { currency: 'EUR', lines: [], discounts: [] } },
  'drafts.party': { stored: { party: 'organization', partyId: 7 } },
  'drafts.content': { stored: { lines: [], discount: null, memo: '' } },
  'drafts.summary': { stored: { customer: 'Larch', total: '1.00' } },
  'drafts.refusal': { stored: { code: '6000', said: 'No' } },
  'drafts.totals_comparison': { stored: { agrees: false, rows: [] } },
  'feeds.sweep': { stored: { why: 'daily', begunAt: 5, step: 'ids', afterId: '7' } },
  'feeds.problem': { stored: { code: 'quickbooks_unavailable', since: 5 } },
  'initial_syncs.counts': { stored: { Customer: 12, Invoice: 3_400 } },
  'initial_syncs.problem': { stored: { code: 'quickbooks_unavailable', since: 5 } },
  'names.row': { stored: { id: '7', name: 'Larch', email: null } },
  'invoice_facts.facts': { stored: first, read: upgraded },
  'invoices.covers': {
    stored: {
      currency: 'EUR',
      total: '1000.00',
      tax: '0.00',
      created: { total: '1080.00', tax: '0.00' },
    },
  },
  'invoices.unreadable': { stored: { code: '10000', at: 5 } },
  'operations.body': { stored: { DisplayName: 'Larch' } },
  'operations.data': { stored: { name: 'Larch', asked: {} } },
  'operations.candidates': { stored: [first], read: [upgraded] },
  'operations.fault': { stored: { code: '6000', element: null, said: 'No' } },
  'payments.facts': { stored: { id: '9', applied: [] } },
  'pipedrive_webhooks.webhook_ids': { stored: [7, 8] },
  'preferences.saved': { stored: { valuesIncludeTax: true } },
  'removed_records.moved': { stored: { invoices: 2, drafts: 0, links: 1 } },
  'sync_ranges.ranges': { stored: [{ from: '2027-01-01', to: '2027-01-31' }] },
  'sync_ranges.day': { stored: { date: '2027-01-01', count: 3 } },
  'sync_ranges.unfinished_read': { stored: { begunAt: 1, start: 1_000 } },
  'user_settings.value': { stored: { kind: 'all' } },
  'written_records.written': { stored: { code: { value: 60.5, currency: 'EUR' } } },
  'written_records.failure': { stored: { reason: 'refused', said: 'No', at: 5 } },
};

const jsonColumns = Object.values(companyTables).flatMap((table) =>
  Object.entries<AnyColumn>(getTableColumns(table))
    .filter(([, column]) => column.dataType === 'json')
    .map(([key, column]) => ({ table, key, name: `${getTableName(table)}.${column.name}` })),
);

test('every JSON column has an example of its oldest shape', () => {
  expect(jsonColumns.map(({ name }) => name).sort()).toEqual(Object.keys(oldest).sort());
});

test.each(jsonColumns)(
  '$name is read as its first version stored it',
  async ({ table, key, name }) => {
    const { stored, read = stored } = oldest[name] ?? {};
    const db = openTestDatabase();
    await fillEveryTable({ db }, { companyId: 1, realmId: '9', userId: 2 }, 'any');
    await transact(db, (tx) => tx.update(table).set({ [key]: sql`${JSON.stringify(stored)}` }));
    const [row] = await db.select(getTableColumns(table)).from(table);
    expect((row as Record<string, unknown>)[key]).toEqual(read);
  },
);

describe('versions of a JSON column', () => {
  it('are stored with the value after its shape has changed', async () => {
    const db = openTestDatabase();
    const facts = makeQuickbooksInvoice();
    const row = { companyId: 1, realmId: '9', invoiceId: '145', facts };
    await transact(db, (tx) => tx.insert(invoiceFacts).values(row));
    const [raw] = await db.select({ text: sql<string>`${invoiceFacts.facts}` }).from(invoiceFacts);
    const [read] = await db.select().from(invoiceFacts);
    const text = typeof raw?.text === 'string' ? JSON.parse(raw.text) : raw?.text;
    expect(text).toEqual({ v: 2, data: facts });
    expect(read?.facts).toEqual(facts);
  });

  it('keep the raw lines of QuickBooks, named `told` in the first version of an invoice', () => {
    const { raw, ...others } = makeQuickbooksInvoice();
    const stored = JSON.stringify({ v: 1, data: { ...others, told: raw } });
    expect(readJson(stored, invoiceUpgrades)).toEqual({ ...others, raw });
  });

  it('are upgraded step by step from the stored one', () => {
    const upgrades = [(n: number) => `${n}`, (s: string) => [s], (list: string[]) => ({ list })];
    expect(readJson('7', upgrades)).toEqual({ list: ['7'] });
    expect(readJson(writeJson('7', upgrades.slice(0, 1)), upgrades)).toEqual({ list: ['7'] });
    expect(readJson(writeJson({ list: [] }, upgrades), upgrades)).toEqual({ list: [] });
    expect(() => readJson(writeJson('7', upgrades), upgrades.slice(0, 1))).toThrow('Version 3');
  });

  it('are not confused with values that have the same keys and more', () => {
    const value = { v: 1, data: 2, more: 3 };
    expect(readJson(writeJson(value, []), [])).toEqual(value);
  });
});
