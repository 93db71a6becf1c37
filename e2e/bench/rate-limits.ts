import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Company, type Office, openOffice, type Realm } from '../world/office.ts';
import { anyPorts, startWorld, type World } from '../world/world.ts';
import { atMost, type Figure } from './figure.ts';

const burst = 300;
const latencyMs = 200;

/** Limits of the emulator, equal to those that the app must stay within. */
const limits = { requestsPerMinute: 450, concurrentRequests: 8, batchesPerMinute: 35 };

const serverEnv = {
  RATE_LIMIT_PER_MINUTE: '1000000',
  // The time-out covers the wait for a permit, which is 40 seconds for the last call of the burst.
  QUICKBOOKS_TIMEOUT_MS: '60000',
};

type TrialCompany = { company: Company; realm: Realm; token: string };

const openTrialCompany = async (office: Office): Promise<TrialCompany> => {
  const company = await office.newCompany();
  const realm = await office.newRealm('us');
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  const claims = { companyId: company.id, userId: company.salesLead, expiresIn: 3600 };
  const { token } = await office.pipedrive.post<{ token: string }>('signed-token', claims);
  return { company, realm, token };
};

/** Searches for customers, which is one call to QuickBooks. Resolves to whether it succeeded. */
const search = async ({ appUrl }: World, { company, token }: TrialCompany): Promise<boolean> => {
  const context = { of: 'deal', id: company.deals.withProducts };
  const response = await fetch(`${appUrl}/api/customers/search`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ context, text: 'a', page: 0 }),
  });
  await response.arrayBuffer();
  return response.ok;
};

type Traffic = Record<'calls' | 'rejected' | 'mostInFlight' | 'mostPerMinute', number>;

/** Number of the busy company's calls before the first one of the other company. */
const callsBefore = async (
  office: Office,
  busy: TrialCompany,
  other: TrialCompany,
): Promise<number> => {
  const journal = await office.quickbooks.get<{ realm: string | null }[]>('journal');
  const calls = journal.filter(({ realm }) => realm !== null);
  const first = calls.findIndex(({ realm }) => realm === other.realm.realmId);
  return calls.slice(0, first).filter(({ realm }) => realm === busy.realm.realmId).length;
};

const measure = async (world: World): Promise<Figure[]> => {
  const office = openOffice(world);
  const [busy, other] = [await openTrialCompany(office), await openTrialCompany(office)];
  for (const trialCompany of [busy, other]) await search(world, trialCompany);
  await office.quickbooks.post('settings', limits);
  await office.quickbooks.post('latency', { ms: latencyMs, path: '/v3/company/' });
  await office.quickbooks.delete('journal');

  const calls = Array.from({ length: burst }, () => search(world, busy));
  const succeeded = [await search(world, other), ...(await Promise.all(calls))];
  const before = await callsBefore(office, busy, other);
  // A second burst fills the minute.
  const more = Array.from({ length: burst }, () => search(world, busy));
  succeeded.push(...(await Promise.all(more)));
  const traffic = await office.quickbooks.get<Traffic>(`traffic?realm=${busy.realm.realmId}`);
  return [
    atMost('rate limits: calls of one company in flight at once', traffic.mostInFlight, 8),
    atMost('rate limits: calls of one company in any minute', traffic.mostPerMinute, 450),
    atMost('rate limits: calls that QuickBooks rejected', traffic.rejected, 0),
    atMost('rate limits: requests that failed', succeeded.filter((ok) => !ok).length, 0),
    atMost("rate limits: share of a burst before another company's call", before / burst, 0.9),
  ];
};

/** Sends 300 calls of one company at once, then one of another company, then 300 more. */
export const measureRateLimits = async (): Promise<Figure[]> => {
  const folder = mkdtempSync(join(tmpdir(), 'dealbill-bench-'));
  const ports = await anyPorts();
  const world = await startWorld({ folder, ports, persistEmulators: false, serverEnv });
  try {
    return await measure(world);
  } finally {
    await world.stop();
    rmSync(folder, { recursive: true, force: true });
  }
};
