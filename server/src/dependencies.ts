import { type Clock, systemClock } from './clock.ts';
import { deletions } from './company-data/delete-company.ts';
import { retention } from './company-data/retention.ts';
import { storedHomeCurrency } from './company-profile/store.ts';
import type { Settings } from './config.ts';
import { makeConnectionAccess } from './connection/access-tokens.ts';
import { makeCallRecords } from './connection/call-records.ts';
import { consents } from './connection/consent-jobs.ts';
import { connectionHealth } from './connection/health-job.ts';
import { companyOfConnection } from './connection/pending-consent.ts';
import { liveConnection, openConnection } from './connection/store.ts';
import type { Dependencies } from './context.ts';
import { createCustomerKind } from './customers/operations/create-customer.ts';
import { reactivateCustomerKind } from './customers/operations/reactivate-customer.ts';
import { updateCustomerKind } from './customers/operations/update-customer.ts';
import type { Db } from './db/database.ts';
import { makeVault } from './db/encrypted.ts';
import { makeEventDelays } from './diagnostics/event-delays.ts';
import { logFailedCall } from './diagnostics/failed-call.ts';
import type { Log } from './diagnostics/logger.ts';
import { observeCalls } from './diagnostics/observe-calls.ts';
import { createInvoiceKind } from './drafts/operations/create-invoice.ts';
import { draftCustomerKind } from './drafts/operations/draft-customer.ts';
import { draftItemKind } from './drafts/operations/draft-item.ts';
import { initialSyncJob } from './initial-sync/job.ts';
import { makeGrantAccess } from './install/access-tokens.ts';
import { installUrl, requireGrant } from './install/service.ts';
import { states } from './install/state-store.ts';
import { foundInvoicesJob } from './invoice-offers/job.ts';
import { attachPdfKind } from './invoices/operations/attach-pdf.ts';
import { deleteInvoice } from './invoices/operations/delete-invoice.ts';
import { editInvoice } from './invoices/operations/edit-invoice.ts';
import { changeKind } from './invoices/operations/invoice-change.ts';
import { sendInvoice } from './invoices/operations/send-invoice.ts';
import { voidInvoice } from './invoices/operations/void-invoice.ts';
import { createItemKind } from './items/operations/create-item.ts';
import { reactivateItemKind } from './items/operations/reactivate-item.ts';
import { merges } from './merges/job.ts';
import { makeMetrics } from './metrics/metrics.ts';
import { dealNoteKind } from './notes/deal-note.ts';
import { operationJob } from './operations/jobs.ts';
import type { Kinds } from './operations/kinds.ts';
import { makeDealCheck } from './pipedrive/deal-check.ts';
import { makeHttpPipedriveGateway } from './pipedrive/http-gateway.ts';
import { makePipedriveLimits } from './pipedrive/limits.ts';
import { makePartyCheck } from './pipedrive/party-check.ts';
import { makeRecordNames } from './pipedrive/record-names.ts';
import { pipedriveFieldsJob } from './pipedrive-fields/job.ts';
import { pipedriveWebhooksJob } from './pipedrive-webhooks/job.ts';
import { makeNodeQuickbooksGateway } from './quickbooks/node-quickbooks-gateway.ts';
import { makeReadMeter } from './rate-limits/metered-reads.ts';
import { makeReadBudget } from './rate-limits/read-budget.ts';
import { makeRealmPermits } from './rate-limits/realm-permits.ts';
import { addReminderKind } from './reminders/add-reminder.ts';
import { closeReminderKind } from './reminders/close-reminder.ts';
import { remindersJob } from './reminders/job.ts';
import type { Jobs } from './scheduler/job.ts';
import { feed } from './sync/feed-job.ts';
import { makeAbandonedCalls } from './vendor-calls/abandoned-calls.ts';
import { events } from './webhooks/event-job.ts';

/**
 * Builds all dependencies. Tests pass their own `clock`; `trafficClock` times the vendors' rate
 * limits, which apply to real traffic even when `clock` stands still.
 */
export const makeDependencies = (
  settings: Settings,
  log: Log,
  {
    clock = systemClock,
    trafficClock = systemClock,
    db,
  }: { clock?: Clock; trafficClock?: Clock; db: Db },
): Dependencies => {
  const vault = makeVault(settings.encryptionKeys);
  const base = { db, clock, settings, log, vault };
  const abandonedCalls = makeAbandonedCalls();
  const metrics = settings.metricsToken === null ? null : makeMetrics({ db, clock });
  const pipedriveGateway = makeHttpPipedriveGateway({
    settings: settings.pipedrive,
    access: makeGrantAccess(base),
    installUrl: installUrl(settings),
    limits: makePipedriveLimits(trafficClock),
    abandonedCalls,
    failed: logFailedCall(log),
    apiDomain: async (user) => (await requireGrant({ db, settings, ...user })).apiDomain,
  });
  const permits = makeRealmPermits({ db, clock: trafficClock, log, settings: settings.quickbooks });
  const readMeter = makeReadMeter({ db, clock, log, companyOf: companyOfConnection });
  const eventDelays = makeEventDelays({
    db,
    clock,
    log,
    metrics,
    isConnected: async (tx, realmKey) => (await openConnection(tx, realmKey)) !== null,
  });
  const callRecords = makeCallRecords({ db, clock, log });
  const quickbooksAccess = makeConnectionAccess(base);
  const quickbooksGateway = makeNodeQuickbooksGateway({
    settings: settings.quickbooks,
    access: quickbooksAccess,
    clock,
    homeCurrency: ({ realmId }) => storedHomeCurrency(db, realmId),
    traffic: {
      take: permits.take,
      pause: permits.pause,
      mayRead: makeReadBudget(base),
      countRead: readMeter.count,
      recordOutcome: callRecords.record,
      abandoned: abandonedCalls,
      failed: logFailedCall(log),
    },
  });
  const pipedrive = observeCalls(pipedriveGateway, 'pipedrive', metrics);
  const quickbooks = observeCalls(quickbooksGateway, 'quickbooks', metrics);
  return {
    ...base,
    pipedrive,
    quickbooks,
    quickbooksAccess,
    callRecords,
    dealCheck: makeDealCheck(pipedrive, clock),
    partyCheck: makePartyCheck(pipedrive, clock),
    recordNames: makeRecordNames(pipedrive, clock),
    permits,
    readMeter,
    eventDelays,
    abandonedCalls,
    metrics,
  };
};

/** All kinds of operations; the type makes a missing one a compile error. */
const operationKinds: Kinds = {
  create_invoice: createInvoiceKind,
  draft_customer: draftCustomerKind,
  create_customer: createCustomerKind,
  update_customer: updateCustomerKind,
  reactivate_customer: reactivateCustomerKind,
  draft_item: draftItemKind,
  create_item: createItemKind,
  reactivate_item: reactivateItemKind,
  void_invoice: changeKind(voidInvoice),
  delete_invoice: changeKind(deleteInvoice),
  send_invoice: changeKind(sendInvoice),
  edit_invoice: changeKind(editInvoice),
  deal_note: dealNoteKind,
  add_reminder: addReminderKind,
  close_reminder: closeReminderKind,
  attach_pdf: attachPdfKind,
};

const operationRegistry = { kinds: operationKinds, openConnection, liveConnection };

/** All background jobs by name; the type makes a missing one a compile error. */
export const backgroundJobs: Jobs = {
  quickbooks: operationJob('quickbooks', operationRegistry),
  pipedrive: operationJob('pipedrive', operationRegistry),
  pipedrive_fields: pipedriveFieldsJob,
  initial_sync: initialSyncJob,
  found_invoices: foundInvoicesJob,
  reminders: remindersJob,
  consents,
  states,
  deletions,
  retention,
  events,
  feed,
  merges,
  pipedrive_webhooks: pipedriveWebhooksJob,
  connection_health: connectionHealth,
};
