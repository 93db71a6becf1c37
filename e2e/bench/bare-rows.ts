import Database from 'better-sqlite3';
import pg from 'pg';
import { bareLedger } from './bare-ledger.ts';
import {
  type BareInvoice,
  type BareStatus,
  bareActions,
  bareDelivery,
  bareStatus,
} from './bare-status.ts';

/** Constant values of the response, passed in instead of being read for each request. */
export type About = {
  companyId: number;
  realmId: string;
  company: string;
  customer: { id: string; name: string } | null;
  today: string;
  dayEndsAt: string;
  /** First issue date of invoices that are offered. */
  offersFrom: string | null;
  /** URL of QuickBooks' pages. */
  webUrl: string;
  /** Value of the deal, which comes from Pipedrive and not from the database. */
  value: { amount: string; currency: string };
};

type StoredRow = BareInvoice & {
  id: string;
  number: string;
  customerId: string;
  customerName: string;
  currency: string;
  tax: string;
  issueDate: string;
  paidOn: string | null;
  readAt: number;
  readHow: string;
  deals: number;
  linkedDealId: number | null;
};

const select = `
  select i.invoice_id as id, i.number, i.customer_id as "customerId", i.customer_name as "customerName",
    i.currency, i.total, i.tax, i.balance, i.issue_date as "issueDate", i.due_date as "dueDate",
    i.memo, i.lines_are_zero as "linesAreZero", i.deleted, i.email_status as "emailStatus",
    i.delivered_at as "deliveredAt", i.e_invoice_status as "eInvoiceStatus", i.read_at as "readAt", i.read_how as "readHow",
    i.credited, i.paid_on as "paidOn",
    (select count(*) from deal_invoices o where o.company_id = i.company_id
      and o.realm_id = i.realm_id and o.invoice_id = i.invoice_id) as deals,
    case when d.how = 'linked' then d.deal_id end as "linkedDealId",
    (select max((case when o.state in ('sending', 'unconfirmed', 'asking') then '1' else '0' end)
        || cast(o.sent_at as text) || ' ' || o.kind || ' ' || o.state)
      from operations o where o.company_id = i.company_id and o.realm_id = i.realm_id
      and o.subject = 'invoice' and o.subject_id = i.invoice_id) as "lastOperation"
  from deal_invoices d
  join invoices i using (company_id, realm_id, invoice_id)
  where d.company_id = ? and d.realm_id = ? and d.deal_id = ?
  order by i.issue_date desc, i.created_at desc, d.linked_at desc`;

type Values = [companyId: number, realmId: string, dealId: number];

/** Reads the rows of a deal with a prepared statement. */
const reader = (database: string): ((...values: Values) => StoredRow[] | Promise<StoredRow[]>) => {
  if (!database.startsWith('postgres://')) {
    const file = new Database(database, { readonly: true });
    // Plain parameters, as in a first program: SQLite plans the join at each execution.
    const statement = file.prepare<Values, StoredRow>(select);
    return (...values) => statement.all(...values);
  }
  pg.types.setTypeParser(pg.types.builtins.INT8, Number);
  const pool = new pg.Pool({ connectionString: database, max: 8 });
  let parameters = 0;
  const text = select.replaceAll('?', () => `$${++parameters}`);
  return async (...values) => (await pool.query<StoredRow>({ name: 'rows', text, values })).rows;
};

/**
 * Reads a deal's invoices with one prepared statement and builds the same bytes as `invoices.list`.
 * Unlike the app, reads no user, connection, customer, drafts or date, and computes amounts as
 * floats.
 */
export const bareRows = (database: string, about: About) => {
  const read = reader(database);
  const shown = (row: StoredRow, { status, overdue }: BareStatus) => ({
    id: row.id,
    number: row.number,
    customerId: row.customerId,
    customerName: row.customerName,
    currency: row.currency,
    total: row.total,
    tax: row.tax,
    balance: row.balance,
    issueDate: row.issueDate,
    dueDate: row.dueDate,
    paidOn: row.paidOn,
    status,
    overdue,
    delivery: bareDelivery(row),
    readAt: new Date(row.readAt).toISOString(),
    readHow: row.readHow,
    ...bareActions(row, status),
    deals: row.deals,
    linkedDealId: row.linkedDealId,
    openUrl: `${about.webUrl}/invoice?txnId=${row.id}&companyId=${about.realmId}`,
  });
  return async (dealId: number) => {
    const rows = await read(about.companyId, about.realmId, dealId);
    const statuses = rows.map((row) => bareStatus(row, about.today));
    const oldest = Math.min(...rows.map((row) => row.readAt));
    return {
      connection: 'active',
      company: about.company,
      updates: true,
      reconnectBefore: null,
      reading: null,
      customer: about.customer,
      dealIds: null,
      partyName: null,
      invoices: rows.map((row, index) => shown(row, statuses[index] as BareStatus)),
      drift: [],
      orphans: [],
      offers: { invoices: [], count: 0, earlier: 0, from: about.offersFrom },
      merges: [],
      drafts: [],
      hasPlan: false,
      readAt: rows.length === 0 ? null : new Date(oldest).toISOString(),
      today: about.today,
      dayEndsAt: about.dayEndsAt,
      ledger: bareLedger(rows, statuses, about.value),
    };
  };
};
