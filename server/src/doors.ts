import { keptHomeCurrency } from './books/store.ts';
import { type Clock, systemClock } from './clock.ts';
import type { Settings } from './config.ts';
import { makeConnectionAccess } from './connection/connection-access.ts';
import type { Doors, Log } from './context.ts';
import type { Db } from './db/database.ts';
import { makeVault } from './db/encrypted.ts';
import { makeGrantAccess } from './install/grant-access.ts';
import { installUrl, requireGrant } from './install/service.ts';
import { operationKinds } from './operation-kinds.ts';
import { makeDealCheck } from './pipedrive/deal-check.ts';
import { makeHttpPipedriveGateway } from './pipedrive/http-gateway.ts';
import { makePartyCheck } from './pipedrive/party-check.ts';
import { makeNodeQuickbooksGateway } from './quickbooks/node-quickbooks-gateway.ts';

/** Opens every door to the outside; a test hands in its own clock. */
export const openDoors = (
  settings: Settings,
  log: Log,
  { clock = systemClock, db }: { clock?: Clock; db: Db },
): Doors => {
  const vault = makeVault(settings.encryptionKeys);
  const inside = { db, clock, settings, log, vault };
  const pipedrive = makeHttpPipedriveGateway({
    settings: settings.pipedrive,
    access: makeGrantAccess(inside),
    installUrl: installUrl(settings),
    apiDomain: async (user) => (await requireGrant({ db, settings, ...user })).apiDomain,
  });
  const quickbooks = makeNodeQuickbooksGateway({
    settings: settings.quickbooks,
    access: makeConnectionAccess(inside),
    clock,
    homeCurrency: ({ realmId }) => keptHomeCurrency(db, realmId),
  });
  return {
    ...inside,
    pipedrive,
    quickbooks,
    dealCheck: makeDealCheck(pipedrive, clock),
    partyCheck: makePartyCheck(pipedrive, clock),
    kinds: operationKinds,
  };
};
