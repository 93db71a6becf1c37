import { eq, getTableColumns } from 'drizzle-orm';
import { auditEntries } from '../audit/tables.ts';
import { billingPlans, planEntries } from '../billing-plans/tables.ts';
import { companyProfiles, exchangeRates } from '../company-profile/tables.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import { customerLinks, customerRecipients } from '../customers/tables.ts';
import type { AnyColumn } from '../db/schema-kit.ts';
import { eventDelays } from '../diagnostics/tables.ts';
import { drafts } from '../drafts/tables.ts';
import { initialSyncs } from '../initial-sync/tables.ts';
import { grants } from '../install/tables.ts';
import { syncRanges, userSettings } from '../invoice-list/tables.ts';
import { declinedOffers, foundInvoices, primaryOrganizations } from '../invoice-offers/tables.ts';
import {
  dealBases,
  dealInvoices,
  dealPresence,
  declinedOrphans,
  invoiceFacts,
  invoices,
  payments,
  unreadableRecords,
} from '../invoices/tables.ts';
import { itemLinks, itemSettings } from '../items/tables.ts';
import { recordChecks, removedRecords } from '../merges/tables.ts';
import { names } from '../names/tables.ts';
import { notedEvents } from '../notes/tables.ts';
import { operations } from '../operations/tables.ts';
import { dirtyRecords, pipedriveFields, writtenRecords } from '../pipedrive-fields/tables.ts';
import { pipedriveWebhooks } from '../pipedrive-webhooks/tables.ts';
import { preferences } from '../preferences/tables.ts';
import { ignoredProblems } from '../problems/tables.ts';
import { meteredReads } from '../rate-limits/tables.ts';
import { reminderSettings, sentReminders } from '../reminders/tables.ts';
import { failedRecords, turns } from '../scheduler/tables.ts';
import { feedPaces, feeds } from '../sync/tables.ts';
import { savedSyncSettings } from '../sync-settings/tables.ts';
import { webhookEvents } from '../webhooks/tables.ts';

/** Every table with data of companies, except `company_deletions`, which outlives the deletion. */
export const companyTables = {
  auditEntries,
  billingPlans,
  companyProfiles,
  connections,
  connectTickets,
  customerLinks,
  customerRecipients,
  dealBases,
  pipedriveFields,
  dealInvoices,
  dealPresence,
  declinedOffers,
  declinedOrphans,
  dirtyRecords,
  drafts,
  eventDelays,
  exchangeRates,
  failedRecords,
  feedPaces,
  feeds,
  foundInvoices,
  grants,
  ignoredProblems,
  initialSyncs,
  invoiceFacts,
  invoices,
  itemLinks,
  itemSettings,
  names,
  meteredReads,
  notedEvents,
  operations,
  payments,
  planEntries,
  preferences,
  primaryOrganizations,
  savedSyncSettings,
  pipedriveWebhooks,
  recordChecks,
  removedRecords,
  reminderSettings,
  sentReminders,
  syncRanges,
  unreadableRecords,
  userSettings,
  turns,
  webhookEvents,
  writtenRecords,
};

export type CompanyTable = (typeof companyTables)[keyof typeof companyTables];

export const ofCompany = (table: CompanyTable, companyId: number) =>
  eq(table.companyId as AnyColumn, companyId);

/** Columns with secrets and leases, which are not exported. */
const withheld = new Set([
  'accessToken',
  'refreshToken',
  'leaseId',
  'leaseUntil',
  'fence',
  'credential',
  'passwordHash',
]);

/** Returns the columns of a table that may be exported. */
export const exportedColumns = (table: CompanyTable): Record<string, AnyColumn> =>
  Object.fromEntries(
    Object.entries(getTableColumns(table)).filter(([name]) => !withheld.has(name)),
  );
