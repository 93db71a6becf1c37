import type { Clock } from './clock.ts';
import type { Settings } from './config.ts';
import type { Db } from './db/database.ts';
import type { Vault } from './db/encrypted.ts';
import type { EventDelays } from './diagnostics/event-delays.ts';
import type { Log } from './diagnostics/logger.ts';
import type { Metrics } from './diagnostics/observe-calls.ts';
import type { Access } from './oauth/access-tokens.ts';
import type { DealCheck } from './pipedrive/deal-check.ts';
import type { PipedriveGateway } from './pipedrive/gateway.ts';
import type { PartyCheck } from './pipedrive/party-check.ts';
import type { RecordNames } from './pipedrive/record-names.ts';
import type { CallRecords } from './quickbooks/call-records.ts';
import type { QuickbooksGateway } from './quickbooks/gateway.ts';
import type { ReadMeter } from './rate-limits/metered-reads.ts';
import type { RealmPermits } from './rate-limits/realm-permits.ts';
import type { Contract, Output, Parsed } from './shared/contract/contract.ts';
import type { AbandonedCalls } from './vendor-calls/abandoned-calls.ts';

/** Everything outside a service that it may use: database, clock, gateways. */
export type Dependencies = {
  db: Db;
  clock: Clock;
  settings: Settings;
  log: Log;
  vault: Vault;
  quickbooks: QuickbooksGateway;
  /** Access tokens of connections, by id; for refreshing idle ones. */
  quickbooksAccess: Access<string>;
  callRecords: CallRecords;
  pipedrive: PipedriveGateway;
  dealCheck: DealCheck;
  partyCheck: PartyCheck;
  recordNames: RecordNames;
  permits: RealmPermits;
  readMeter: ReadMeter;
  eventDelays: EventDelays;
  abandonedCalls: AbandonedCalls;
  /** Null unless METRICS_TOKEN is set. */
  metrics: Metrics | null;
};

/** Dependencies of a service plus the user who calls it. The ids come from the verified token. */
export type Ctx = Dependencies & { companyId: number; userId: number };

/** Implements every action of a contract; a missing action does not compile. */
export type Service<C extends Contract> = {
  [Action in keyof C]: (ctx: Ctx, input: Parsed<C[Action]>) => Promise<Output<C[Action]>>;
};
