import type { Company, Office } from '../world/office.ts';
import type { World } from '../world/world.ts';
import { type PanelCalls, panelCalls } from './panel-calls.ts';
import type { SwitchSetting } from './switch-settings.ts';

export type QuickbooksCustomer = {
  Id: string;
  DisplayName: string;
  SyncToken: string;
  PrimaryEmailAddr?: { Address: string };
};
export type QuickbooksInvoice = {
  Id: string;
  SyncToken: string;
  TotalAmt: number;
  CustomerRef: { value: string };
  EmailStatus?: string;
  PrivateNote?: string;
};
export type Ledger = {
  invoices: QuickbooksInvoice[];
  customers: QuickbooksCustomer[];
  mails: { invoiceId: string }[];
};

/** A Pipedrive company with its own QuickBooks company, and the initial state of the latter. */
export type TrialCompany = {
  setting: SwitchSetting;
  company: Company;
  realmId: string;
  /** Whether QuickBooks rejects every lookup of one customer's new invoices. */
  rejectsLookups: boolean;
  /** Calls the app as the sales lead, the connection owner. */
  call: PanelCalls;
  /** Reads everything in QuickBooks. */
  ledger(): Promise<Ledger>;
  before: Ledger;
};

const mostTries = 5;

/**
 * Repeats a step of the set-up as a user would: the short time-outs of a trial end it when the
 * machine is busy. Throws the error of the last try.
 */
export const repeated = async (step: () => Promise<unknown>, tries = 1): Promise<void> => {
  try {
    await step();
  } catch (error) {
    if (tries === mostTries) throw error;
    await repeated(step, tries + 1);
  }
};

/** Creates a trial company with one setting of the switches and without faults. */
export const openTrialCompany = async (
  world: World,
  office: Office,
  setting: SwitchSetting,
  rejectsLookups: boolean,
): Promise<TrialCompany> => {
  const [company, { realmId, name }] = await Promise.all([
    office.newCompany(),
    office.newRealm('us'),
  ]);
  await office.quickbooks.post('settings', { realmId, ...setting.switches });
  await repeated(() => office.install(company.salesLead));
  await repeated(() => office.connect(company, company.salesLead, { realmId, name }));
  const { token } = await office.pipedrive.post<{ token: string }>('signed-token', {
    companyId: company.id,
    userId: company.salesLead,
    expiresIn: 7200,
  });
  const ledger = () => office.quickbooks.get<Ledger>(`realms/${realmId}/contents`);
  const call = panelCalls(world.appUrls, token);
  return { setting, company, realmId, rejectsLookups, call, ledger, before: await ledger() };
};
