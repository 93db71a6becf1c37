import { makeAbandonedCalls } from './abandoned-calls.ts';
import { type Clock, systemClock } from './clock.ts';
import { storedHomeCurrency } from './company-profile/store.ts';
import type { Settings } from './config.ts';
import { companyOfConnection } from './connection/company-of-connection.ts';
import { makeConnectionAccess } from './connection/connection-access.ts';
import type { Dependencies, Log } from './context.ts';
import type { Db } from './db/database.ts';
import { makeVault } from './db/encrypted.ts';
import { logFailedCall } from './diagnostics/failed-call.ts';
import { makeGrantAccess } from './install/grant-access.ts';
import { installUrl, requireGrant } from './install/service.ts';
import { makeMetrics } from './metrics/metrics.ts';
import { observeCalls } from './metrics/observe-calls.ts';
import { operationKinds } from './operation-kinds.ts';
import { makeDealCheck } from './pipedrive/deal-check.ts';
import { makeHttpPipedriveGateway } from './pipedrive/http-gateway.ts';
import { makePipedriveLimits } from './pipedrive/limits.ts';
import { makePartyCheck } from './pipedrive/party-check.ts';
import { makeNodeQuickbooksGateway } from './quickbooks/node-quickbooks-gateway.ts';
import { makeReadMeter } from './rate-limits/metered-reads.ts';
import { makeRealmPermits } from './rate-limits/realm-permits.ts';

/**
 * Opens every door to the outside; a test hands in its own clock. `trafficClock`: the rate limits of vendors
 * hold for real traffic, also where another clock stands still.
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
  const inside = { db, clock, settings, log, vault };
  const abandonedCalls = makeAbandonedCalls();
  const metrics = settings.metricsToken === null ? null : makeMetrics({ db, clock });
  const pipedriveGateway = makeHttpPipedriveGateway({
    settings: settings.pipedrive,
    access: makeGrantAccess(inside),
    installUrl: installUrl(settings),
    limits: makePipedriveLimits(trafficClock),
    abandonedCalls,
    failed: logFailedCall(log),
    apiDomain: async (user) => (await requireGrant({ db, settings, ...user })).apiDomain,
  });
  const permits = makeRealmPermits({ db, clock: trafficClock, log, settings: settings.quickbooks });
  const readMeter = makeReadMeter({ db, clock, log, companyOf: companyOfConnection });
  const quickbooksGateway = makeNodeQuickbooksGateway({
    settings: settings.quickbooks,
    access: makeConnectionAccess(inside),
    clock,
    homeCurrency: ({ realmId }) => storedHomeCurrency(db, realmId),
    traffic: {
      take: permits.take,
      pause: permits.pause,
      countRead: readMeter.count,
      abandoned: abandonedCalls,
      failed: logFailedCall(log),
    },
  });
  const pipedrive = observeCalls(pipedriveGateway, 'pipedrive', metrics);
  const quickbooks = observeCalls(quickbooksGateway, 'quickbooks', metrics);
  return {
    ...inside,
    pipedrive,
    quickbooks,
    dealCheck: makeDealCheck(pipedrive, clock),
    partyCheck: makePartyCheck(pipedrive, clock),
    kinds: operationKinds,
    permits,
    readMeter,
    abandonedCalls,
    metrics,
  };
};
