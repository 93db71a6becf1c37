import { inject } from 'vitest';
import type { Clock } from '../clock.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import { makeNodeQuickbooksGateway } from '../quickbooks/node-quickbooks-gateway.ts';
import { control } from './control.ts';
import type { RealmLike } from './make-company.ts';
import { testSettings } from './test-settings.ts';

export type Call = {
  method: string;
  path: string;
  query: Record<string, string>;
  contentType: string | null;
  body: unknown;
  status: number | null;
  replayed: boolean;
};

/** Creates a realm in the QuickBooks emulator, with a gateway and a token for it. */
export const openQuickbooks = async (
  like: RealmLike = 'us',
  differs: { preferences?: Record<string, unknown>; timeoutMs?: number; clock?: Clock } = {},
) => {
  const url = inject('quickbooksUrl');
  const { preferences, timeoutMs = 5000, clock } = differs;
  const { realmId } = await control<{ realmId: string }>(url, 'POST', 'realms', {
    like,
    preferences,
  });
  const newToken = async () =>
    (await control<{ access_token: string }>(url, 'POST', 'grants', { realmId })).access_token;
  const token = await newToken();
  const { quickbooks } = testSettings({ quickbooksUrl: url, pipedriveUrl: url });
  return {
    realm: { connectionId: 'connection', realmId } satisfies Realm,
    token,
    gateway: makeNodeQuickbooksGateway({
      settings: { ...quickbooks, timeoutMs },
      access: { token: async () => token, tokenAfter: newToken },
      ...(clock && { clock }),
    }),
    /** Schedules a fault for the next call to the realm, or for the next `times` calls. */
    fault: (fault: Record<string, unknown>) =>
      control(url, 'POST', 'faults', { match: { realm: realmId }, ...fault }),
    /** Calls that the realm has received. */
    calls: () => control<Call[]>(url, 'GET', `journal?realm=${realmId}`),
    /** Everything that the emulator stores for the realm. */
    realmContents: () =>
      control<{ invoices: { Id: string }[]; customers: { DisplayName: string }[] }>(
        url,
        'GET',
        `realms/${realmId}/contents`,
      ),
    /** Records a payment of an invoice in QuickBooks; without an amount, of its whole balance. */
    async pay(invoiceId: string, amount?: string): Promise<{ Id: string }> {
      const path = `realms/${realmId}/payments`;
      const wish = { invoiceId, amount };
      return (await control<{ payment: { Id: string } }>(url, 'POST', path, wish)).payment;
    },
    /**
     * Runs another control action on the realm, `act('customers/merge', …)`; the emulator's README
     * lists them.
     */
    act: (what: string, wish: Record<string, unknown>) =>
      control(url, 'POST', `realms/${realmId}/${what}`, wish),
    /**
     * Writes an entity as another program would, `post('payment', …)`; returns the entity of the
     * response.
     */
    async post(entity: string, body: Record<string, unknown>): Promise<{ Id: string }> {
      const response = await fetch(`${url}/v3/company/${realmId}/${entity}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${token}`,
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify(body),
      });
      const answer = (await response.json()) as Record<string, { Id: string }>;
      const [written] = Object.values(answer);
      if (!response.ok || !written) throw new Error(JSON.stringify(answer));
      return written;
    },
    /** Adds this many invoices. */
    seed: (count: number) => control(url, 'POST', `realms/${realmId}/invoices`, { count }),
    settings: (settings: Record<string, unknown>) =>
      control(url, 'POST', 'settings', { realmId, ...settings }),
  };
};

export type TestQuickbooks = Awaited<ReturnType<typeof openQuickbooks>>;
