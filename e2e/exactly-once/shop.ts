import type { Company, Office } from '../world/office.ts';
import type { World } from '../world/world.ts';
import { type PanelCalls, panelCalls } from './panel-calls.ts';
import type { SwitchSetting } from './switch-settings.ts';

export type BooksCustomer = { Id: string; DisplayName: string };
export type BooksInvoice = {
  Id: string;
  TotalAmt: number;
  CustomerRef: { value: string };
};
export type Ledger = { invoices: BooksInvoice[]; customers: BooksCustomer[] };

/** A company that has connected books of its own, and who was in them before. */
export type Shop = {
  setting: SwitchSetting;
  company: Company;
  realmId: string;
  /** Calls of the sales lead, who holds the connection. */
  call: PanelCalls;
  ledger(): Promise<Ledger>;
  before: Ledger;
};

/** Opens a shop under one setting of the switches; no fault is scheduled yet. */
export const openShop = async (
  world: World,
  office: Office,
  setting: SwitchSetting,
): Promise<Shop> => {
  const [company, { realmId, name }] = await Promise.all([
    office.newCompany(),
    office.newBooks('us'),
  ]);
  await office.quickbooks.post('settings', { realmId, ...setting.switches });
  await office.install(company.salesLead);
  await office.connect(company, company.salesLead, { realmId, name });
  const { token } = await office.pipedrive.post<{ token: string }>('signed-token', {
    companyId: company.id,
    userId: company.salesLead,
    expiresIn: 7200,
  });
  const ledger = () => office.quickbooks.get<Ledger>(`realms/${realmId}/books`);
  const call = panelCalls(world.appUrl, token);
  return { setting, company, realmId, call, ledger, before: await ledger() };
};
