import type { Db } from '../db/database.ts';
import { unfinishedDrafts } from '../drafts/store.ts';
import { countOutside, dealsAmong, listRows } from '../invoice-list/list-rows.ts';
import { totalsOf } from '../invoice-list/totals.ts';
import { dueInvoices, nextInvoiceAt } from '../invoice-offers/found-invoices.ts';
import { offersOf } from '../invoice-offers/offers.ts';
import { invoiceOf, invoicesOfDeals } from '../invoices/mirror/invoice-row-queries.ts';
import { orphansOf, otherDealsToCheck } from '../invoices/orphans.ts';
import { remainingDeals } from '../invoices/remaining-deals.ts';
import { mirroredNames } from '../names/search-names.ts';
import { namesNotReadSince } from '../names/store.ts';
import { dueOperations, nextOperation } from '../operations/due-operations.ts';
import { dueRecords, nextDueRecord } from '../pipedrive-fields/dirty-records.ts';
import { takeTurns } from '../scheduler/turns.ts';
import { dueEvents, nextEventAt } from '../webhooks/event-store.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /**
     * Number of companies, and of invoices of each, for the query plans; `figures` prints times.
     */
    manyCompanies: Size & { figures: boolean };
  }
}

export type Size = { companies: number; invoices: number };

/**
 * SQL for both databases that gives each company its invoices, each with a deal, a draft and an
 * operation, and its turns, some of which are due at `now`.
 */
export const fillStatements = ({ companies, invoices }: Size, now: number): string[] => {
  const rows = (count: number, select: string) =>
    `with recursive n(i) as (select 0 union all select i + 1 from n where i < ${count - 1}),
      of_company(company, i, n) as (select 1 + i % ${companies}, i, i / ${companies} from n) ${select}`;
  const all = companies * invoices;
  const date = "(2024 + n % 3) || '-' || (10 + n / 3 % 3) || '-' || (10 + n % 19)";
  return [
    rows(
      all,
      `insert into invoices (company_id, realm_id, invoice_id, number, customer_id, customer_name,
        currency, total, tax, balance, issue_date, due_date, memo, lines_are_zero, created_at, changed_at,
        read_at, searched, searched_name)
      select company, '9', cast(n as text), 'INV-' || n, cast(n % 20 as text), 'Customer ' || (n % 20), 'USD',
        '120.00', '20.00', case when n % 4 = 0 then '0.00' else '120.00' end, ${date}, ${date},
        'Desk delivered ' || n, false, i, i, i, 'inv-' || n || ' desk delivered ' || n,
        'customer ' || (n % 20) from of_company`,
    ),
    rows(
      all,
      `insert into invoice_facts (company_id, realm_id, invoice_id, facts)
      select company, '9', cast(n as text), '{}' from of_company`,
    ),
    rows(
      all,
      `insert into deal_invoices (company_id, realm_id, deal_id, invoice_id, how, linked_by_id, linked_at)
      select company, '9', n % 25, cast(n as text), 'created', 2, i from of_company`,
    ),
    rows(
      all,
      `insert into drafts (id, company_id, realm_id, deal_id, user_id, state, version, party, content,
        summary, invoice_id, created_at, updated_at)
      select 'd' || i, company, '9', n % 25, 2, case when n % 10 = 7 then 'editing' else 'created' end, 1,
        '{"party":"organization","partyId":' || (n % 20) || '}', '{}', '{}',
        case when n % 10 = 7 then null else cast(n as text) end, i, i from of_company`,
    ),
    rows(
      all,
      `insert into operations (id, company_id, realm_id, kind, subject, subject_id, draft_id, user_id,
        request_id, data, state, sent_at, last_sent_at, next_at)
      select 'o' || i, company, '9', 'edit_invoice', 'invoice', cast(n as text), 'd' || i, 2, 'r' || i, '{}',
        case when n % 10 = 7 then 'unconfirmed' else 'done' end, ${now} - n * 60000, ${now} - n * 60000,
        case when n % 10 = 7 then ${now} - n * 1000 end from of_company`,
    ),
    rows(
      companies * 25,
      `insert into deal_presence (company_id, deal_id, gone, checked_at)
      select company, n, n % 5 = 0, ${now} from of_company`,
    ),
    rows(
      companies * 25,
      `insert into removed_records (company_id, realm_id, kind, record_id, merged_into_id, found_by,
        found_at)
      select company, '', 'deal', cast(1000 + n as text), cast(n as text), 'read', ${now} from of_company`,
    ),
    rows(
      companies * 20,
      `insert into customer_links (company_id, realm_id, party, party_id, customer_id, customer_name, why,
        linked_by_id, linked_at)
      select company, '9', 'organization', n, cast(n as text), 'Customer ' || n, 'picked', 2, ${now}
      from of_company`,
    ),
    rows(
      companies * 20,
      `insert into declined_offers (company_id, realm_id, invoice_id, of_kind, of_id, declined_by_id,
        declined_at) select company, '9', cast(n as text), 'deal', n, 2, ${now} from of_company`,
    ),
    rows(
      companies * 20,
      `insert into found_invoices (company_id, realm_id, invoice_id, due_at)
      select company, '9', cast(n as text), ${now} + n * 1000 from of_company`,
    ),
    rows(
      companies * 20,
      `insert into primary_organizations (company_id, person_id, organization_id, read_at)
      select company, n, n, ${now} from of_company`,
    ),
    rows(
      companies * 20,
      `insert into saved_sync_settings (company_id, realm_id, updates, created, from_day, deleted, saved_by_id,
        saved_at)
      select company, cast(n as text), true, 'offer', '2025-01-01', 'show', 2, ${now} from of_company`,
    ),
    rows(
      companies * 25,
      `insert into declined_orphans (company_id, realm_id, deal_id, invoice_id, declined_by_id, declined_at)
      select company, '9', n, cast(n as text), 2, ${now} from of_company`,
    ),
    rows(
      companies * 25,
      `insert into webhook_events (company_id, realm_id, entity, entity_id, operation, event_time,
        received_at, next_at)
      select company, '9', 'Invoice', cast(n as text), 'updated', '', ${now} - n * 60000,
        case when n % 5 = 0 then ${now} - n end from of_company`,
    ),
    rows(
      companies * 25,
      `insert into dirty_records (company_id, realm_id, of, record_id, due_at)
      select company, '9', 'deal', n, ${now} + (n - 20) * 60000 from of_company`,
    ),
    rows(
      companies * 25,
      `insert into names (company_id, realm_id, kind, name_id, name, active, deleted, "row",
        searched_name, searched_plain_name, changed_at, read_at)
      select company, '9', case when n % 2 = 0 then 'Customer' else 'Item' end, cast(n as text),
        'Name ' || n, true, false, '{}', 'name ' || n, 'name ' || n, 0, 0 from of_company`,
    ),
    rows(
      companies,
      `insert into turns (company_id, realm_id, job, due_at, served_at)
      select company, '9', 'quickbooks', ${now} + (company % 5) * 60000, ${now} - company * 7919 % 4999
      from of_company`,
    ),
    rows(
      companies,
      `insert into turns (company_id, realm_id, job, due_at)
      select company, '9', 'pipedrive', case when company % 2 = 0 then ${now} + 60000 end from of_company`,
    ),
  ];
};

const realmKey = { companyId: 7, realmId: '9' };
const parties = { organizationId: 5, personId: 6 };
const owner = { party: { of: 'organization' as const, id: 5 }, customerId: '5' };

/** Its first statement finds out whether any turn is due; most polls end with it. */
export const takingTurns = 'scheduler: turns that are due';

/** Thousands of operations can be due at the same instant, so its plan must not sort them. */
export const dueBatch = 'scheduler: operations that are due';

/** The longest reads of panel, list, search and scheduler, for one company. */
export const longestReads = (now: number): Record<string, (db: Db) => Promise<unknown>> => {
  const which = {
    realmKey,
    customerId: null,
    dates: { from: '2025-01-01', to: '2025-12-31' },
    text: 'desk',
    statuses: ['overdue' as const],
    today: '2026-01-01',
  };
  const unfiltered = { ...which, text: '', statuses: [] };
  const lot = { ...realmKey, kinds: ['edit_invoice' as const], now };
  const turn = { now, leaseMs: 1, limit: 20, failing: true, jobs: ['quickbooks' as const] };
  const checkedBefore = { existing: now, gone: now };
  return {
    'panel: invoices of a deal': (db) => invoicesOfDeals(db, realmKey, [7]),
    'panel: invoices of several deals': (db) => invoicesOfDeals(db, realmKey, [7, 8, 9]),
    'panel: one invoice': (db) => invoiceOf(db, realmKey, [7], '7'),
    'panel: unfinished drafts': (db) => unfinishedDrafts(db, realmKey, [7]),
    'panel: invoices of deals that are gone': (db) => orphansOf(db, realmKey, owner, 7),
    'panel: deals to check': (db) =>
      otherDealsToCheck(db, realmKey, owner, { inView: [7], checkedBefore, limit: 20 }),
    'panel: offered invoices': (db) => offersOf(db, realmKey, { of: 'deal', id: 7 }, parties),
    'offers: found invoices that are due': (db) =>
      dueInvoices(db, realmKey, { now, without: ['x'], limit: 100 }),
    'offers: when the next found invoice is due': (db) => nextInvoiceAt(db, realmKey, ['x']),
    'list: newest of a year': (db) => listRows(db, unfiltered, 0),
    'list: of a customer': (db) => listRows(db, { ...unfiltered, customerId: '7' }, 0),
    'list: deals of invoices': (db) => dealsAmong(db, realmKey, ['7', '8', '9']),
    'list: which of them exist': (db) => remainingDeals(db, realmKey.companyId, [7, 8, 9]),
    'list: totals': (db) => totalsOf(db, which),
    'search: text and status': (db) => listRows(db, which, 0),
    'search: others outside the dates': (db) => countOutside(db, which),
    [dueBatch]: (db) => dueOperations(db, lot),
    'scheduler: when the next is due': (db) => nextOperation(db, lot),
    'picker: customers by a part of the name': (db) =>
      mirroredNames(db, realmKey).searchCustomers({ text: 'ame 1', page: 0, pageSize: 50 }),
    'picker: items by a part of the name': (db) =>
      mirroredNames(db, realmKey).searchItems({ text: 'ame 1', page: 0, pageSize: 50 }),
    'form: customers by e-mail': (db) =>
      mirroredNames(db, realmKey).customersByEmail('post@larch.example'),
    'form: customer by name': (db) => mirroredNames(db, realmKey).customerByName('Name 4'),
    'form: items by name': (db) => mirroredNames(db, realmKey).itemsByName(['Name 5', 'Name 7']),
    'names: those to confirm': (db) =>
      namesNotReadSince(db, realmKey, { kind: 'Customer', readBefore: now, limit: 500 }),
    'events: those that are due': (db) => dueEvents(db, realmKey, { now, limit: 500 }),
    'events: when the next is due': (db) => nextEventAt(db, realmKey),
    'scheduler: deals that are due': (db) => dueRecords(db, realmKey, { now, without: ['deal 0'] }),
    'scheduler: when the next deal is due': (db) => nextDueRecord(db, realmKey, ['deal 0']),
    [takingTurns]: (db) => takeTurns(db, turn),
  };
};

/** Formats the median wall and processor time of seven runs. */
export const figuresOf = async (run: () => Promise<unknown>): Promise<string> => {
  const times: { wall: number; processor: number }[] = [];
  for (let count = 0; count < 7; count += 1) {
    const before = { at: performance.now(), used: process.cpuUsage() };
    await run();
    const { user, system } = process.cpuUsage(before.used);
    times.push({ wall: performance.now() - before.at, processor: (user + system) / 1000 });
  }
  const median = (of: 'wall' | 'processor') =>
    times
      .map((time) => time[of])
      .sort((one, other) => one - other)[3]
      ?.toFixed(2);
  return `${median('wall')} ms, ${median('processor')} ms of processor time`;
};
