import { eq, getTableColumns } from 'drizzle-orm';
import { auditEntries } from '../audit/tables.ts';
import { companyProfiles, exchangeRates } from '../company-profile/tables.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import { customerLinks } from '../customers/tables.ts';
import type { AnyColumn } from '../db/schema-kit.ts';
import { dealFields, dirtyDeals, writtenDeals } from '../deal-fields/tables.ts';
import { drafts } from '../drafts/tables.ts';
import { grants } from '../install/tables.ts';
import { syncRanges, userSettings } from '../invoice-list/tables.ts';
import {
  dealBases,
  dealInvoices,
  dealPresence,
  declinedOrphans,
  invoiceFacts,
  invoices,
  payments,
} from '../invoices/tables.ts';
import { itemLinks } from '../items/tables.ts';
import { operations } from '../operations/tables.ts';
import { preferences } from '../preferences/tables.ts';
import { meteredReads } from '../rate-limits/tables.ts';
import { turns } from '../scheduler/tables.ts';
import { feeds } from '../sync/tables.ts';
import { webhookEvents } from '../webhooks/tables.ts';

/** Every table with data of companies, except `company_deletions`, which outlives the deletion. */
export const companyTables = {
  auditEntries,
  companyProfiles,
  connections,
  connectTickets,
  customerLinks,
  dealBases,
  dealFields,
  dealInvoices,
  dealPresence,
  declinedOrphans,
  dirtyDeals,
  drafts,
  exchangeRates,
  feeds,
  grants,
  invoiceFacts,
  invoices,
  itemLinks,
  meteredReads,
  operations,
  payments,
  preferences,
  syncRanges,
  userSettings,
  turns,
  webhookEvents,
  writtenDeals,
};

export type CompanyTable = (typeof companyTables)[keyof typeof companyTables];

export const ofCompany = (table: CompanyTable, companyId: number) =>
  eq(table.companyId as AnyColumn, companyId);

/** Columns with secrets and leases, which are not exported. */
const withheld = new Set(['accessToken', 'refreshToken', 'leaseId', 'leaseUntil', 'fence']);

/** Returns the columns of a table that may be exported. */
export const exportedColumns = (table: CompanyTable): Record<string, AnyColumn> =>
  Object.fromEntries(
    Object.entries(getTableColumns(table)).filter(([name]) => !withheld.has(name)),
  );
