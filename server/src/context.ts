import type { AbandonedCalls } from './abandoned-calls.ts';
import type { Clock } from './clock.ts';
import type { Settings } from './config.ts';
import type { Db } from './db/database.ts';
import type { Vault } from './db/encrypted.ts';
import type { Log } from './diagnostics/logger.ts';
import type { Metrics } from './metrics/metrics.ts';
import type { DealCheck } from './pipedrive/deal-check.ts';
import type { PipedriveGateway } from './pipedrive/gateway.ts';
import type { PartyCheck } from './pipedrive/party-check.ts';
import type { QuickbooksGateway } from './quickbooks/gateway.ts';
import type { ReadMeter } from './rate-limits/metered-reads.ts';
import type { RealmPermits } from './rate-limits/realm-permits.ts';

/** The doors to everything outside a service. */
export type Dependencies = {
  db: Db;
  clock: Clock;
  settings: Settings;
  log: Log;
  vault: Vault;
  quickbooks: QuickbooksGateway;
  pipedrive: PipedriveGateway;
  dealCheck: DealCheck;
  partyCheck: PartyCheck;
  permits: RealmPermits;
  readMeter: ReadMeter;
  abandonedCalls: AbandonedCalls;
  /** Null where nothing asks for them. */
  metrics: Metrics | null;
};

/** What a service works with: the doors, and for whom. The tenant comes from the verified token. */
export type Ctx = Dependencies & { companyId: number; userId: number };
