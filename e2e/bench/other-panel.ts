import type { Office } from '../world/office.ts';
import type { World } from '../world/world.ts';
import { atMost, type Figure, median, percentile } from './figure.ts';

/**
 * Sends what a panel sends until its rows and banners are shown; returns how many ms that took. The
 * refresh is left out, because it waits for QuickBooks.
 */
export type OpenPanel = () => Promise<number>;

/** Connects a company of its own, whose panel the returned function opens. */
export const panelOpener = async ({ appUrl }: World, office: Office): Promise<OpenPanel> => {
  const [company, realm] = [await office.newCompany(), await office.newRealm('us')];
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, realm);
  const claims = { companyId: company.id, userId: company.salesLead, expiresIn: 3600 };
  const { token } = await office.pipedrive.post<{ token: string }>('signed-token', claims);
  const context = { of: 'deal', id: company.deals.withProducts };
  const request = async (path: string, body: object): Promise<void> => {
    const response = await fetch(`${appUrl}/api/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`The panel's ${path} answers ${response.status}`);
  };
  return async () => {
    const begun = performance.now();
    await request('invoices/list', { context });
    await request('problems/list', { context, ignored: false, skip: 0 });
    return performance.now() - begun;
  };
};

/** Prints both, and compares openings beside `work` with those of the idle server. */
export const relativeOpenings = (work: string, idle: number[], busy: number[]): Figure[] => {
  const printed = (times: number[]) =>
    `${median(times).toFixed(1)} ms, 95 % within ${percentile(times, 95).toFixed(1)} ms (${times.length})`;
  console.log(`another company's panel: idle ${printed(idle)}; beside ${work} ${printed(busy)}`);
  const name = `another company's panel beside ${work} / idle`;
  return [
    atMost(`${name}, median`, median(busy) / median(idle), 1.3),
    atMost(`${name}, 95th percentile`, percentile(busy, 95) / percentile(idle, 95), 2),
  ];
};
