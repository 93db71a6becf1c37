import { eq, getTableColumns } from 'drizzle-orm';
import { auditEntries } from '../audit/tables.ts';
import { companyProfiles, exchangeRates } from '../company-profile/tables.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import { customerLinks } from '../customers/tables.ts';
import type { AnyColumn } from '../db/schema-kit.ts';
import { drafts } from '../drafts/tables.ts';
import { grants } from '../install/tables.ts';
import { listReads, userSettings } from '../invoice-list/tables.ts';
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

/** Every table that holds data of companies, except the one that says when it is deleted. */
export const companyTables = {
  auditEntries,
  companyProfiles,
  connections,
  connectTickets,
  customerLinks,
  dealBases,
  dealInvoices,
  dealPresence,
  declinedOrphans,
  drafts,
  exchangeRates,
  grants,
  invoiceFacts,
  invoices,
  itemLinks,
  listReads,
  meteredReads,
  operations,
  payments,
  preferences,
  userSettings,
  turns,
};

export type CompanyTable = (typeof companyTables)[keyof typeof companyTables];

export const ofCompany = (table: CompanyTable, companyId: number) =>
  eq(table.companyId as AnyColumn, companyId);

/** Secrets, and the leases of workers. */
const withheld = new Set(['accessToken', 'refreshToken', 'leaseOwner', 'leaseUntil', 'fence']);

/** The columns of a table that may leave the server. */
export const exportedColumns = (table: CompanyTable): Record<string, AnyColumn> =>
  Object.fromEntries(
    Object.entries(getTableColumns(table)).filter(([name]) => !withheld.has(name)),
  );
