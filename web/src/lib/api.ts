import type { billingPlans } from '@dealbill/server/contract/billing-plans';
import type { companyData } from '@dealbill/server/contract/company-data';
import type { companyProfile } from '@dealbill/server/contract/company-profile';
import type { connection } from '@dealbill/server/contract/connection';
import type { customers } from '@dealbill/server/contract/customers';
import type { dealLinks } from '@dealbill/server/contract/deal-links';
import type { drafts } from '@dealbill/server/contract/drafts';
import type { drift } from '@dealbill/server/contract/drift';
import type { initialSync } from '@dealbill/server/contract/initial-sync';
import type { invoiceList } from '@dealbill/server/contract/invoice-list';
import type { invoiceOffers } from '@dealbill/server/contract/invoice-offers';
import type { invoices } from '@dealbill/server/contract/invoices';
import type { items } from '@dealbill/server/contract/items';
import type { pipedriveFields } from '@dealbill/server/contract/pipedrive-fields';
import type { preferences } from '@dealbill/server/contract/preferences';
import type { problems } from '@dealbill/server/contract/problems';
import type { reminders } from '@dealbill/server/contract/reminders';
import type { syncSettings } from '@dealbill/server/contract/sync-settings';
import type { usage } from '@dealbill/server/contract/usage';
import type { Contract, Input, Output } from '@dealbill/server/shared/contract/contract';
import { ApiError } from './api-error.ts';
import { tellAction } from './notify-changes.ts';
import { request } from './request.ts';

// Only types are imported: zod stays out of the panel's bundle.
type Features = {
  'billing-plans': typeof billingPlans;
  'company-profile': typeof companyProfile;
  'company-data': typeof companyData;
  connection: typeof connection;
  customers: typeof customers;
  drafts: typeof drafts;
  invoices: typeof invoices;
  items: typeof items;
  'pipedrive-fields': typeof pipedriveFields;
  'initial-sync': typeof initialSync;
  'deal-links': typeof dealLinks;
  drift: typeof drift;
  'invoice-list': typeof invoiceList;
  'invoice-offers': typeof invoiceOffers;
  preferences: typeof preferences;
  problems: typeof problems;
  'sync-settings': typeof syncSettings;
  reminders: typeof reminders;
  usage: typeof usage;
};

export type CallOptions = {
  signal?: AbortSignal;
  /** Lets the request finish after the page was closed. The body must be under 64 kB then. */
  keepalive?: boolean;
  /** Time-out in milliseconds; two minutes by default. */
  patienceMs?: number;
};

type Calls<C extends Contract> = {
  [A in keyof C]: (input: Input<C[A]>, options?: CallOptions) => Promise<Output<C[A]>>;
};

export type Api = { [F in keyof Features]: Calls<Features[F]> };

/** Output of an action, for example `Answer<'invoices', 'list'>`. */
export type Answer<
  F extends keyof Features,
  A extends keyof Features[F],
> = Features[F][A] extends Contract[string] ? Output<Features[F][A]> : never;

const call =
  (feature: string, action: string) =>
  async (input: unknown, options: CallOptions = {}): Promise<unknown> => {
    const response = await request(`/api/${feature}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      ...options,
    });
    tellAction(`${feature}/${action}`);
    return response.json().catch(() => {
      if (options.signal?.aborted) throw options.signal.reason;
      // The connection broke in the middle of the response.
      throw new ApiError('offline');
    });
  };

const feature = (name: string) => new Proxy({}, { get: (_, action) => call(name, String(action)) });

/**
 * The server's contracts as functions: `api.invoices.list({ context })` sends `POST
 * /api/invoices/list`. Throws {@link ApiError}.
 */
export const api = new Proxy({} as Api, { get: (_, name) => feature(String(name)) });
