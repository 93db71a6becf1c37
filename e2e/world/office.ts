import { connectQuickbooks } from './connect-quickbooks.ts';
import { type Control, controlOf } from './control.ts';
import { installApp } from './install-app.ts';
import type { World } from './world.ts';

/** A new Pipedrive company, with its users and deals by their roles in the tests. */
export type Company = {
  id: number;
  name: string;
  salesLead: number;
  accountManager: number;
  deals: Record<DealName, number>;
  fields: { taxId: string; poNumber: string };
};

export type DealName =
  | 'withProducts'
  | 'withoutProducts'
  | 'foreignCurrency'
  | 'discountsAndTaxes'
  | 'nearlyAlike'
  | 'onlyAPerson';

export type RealmLike = 'us' | 'uk' | 'ca' | 'customNumbers' | 'au' | 'ie' | 'fr';

/** Settings of a new QuickBooks company that differ from the defaults of its kind. */
type RealmOptions = {
  preferences?: Record<string, unknown>;
  size?: 'small' | 'large';
  name?: string;
};

/** A new QuickBooks company: a dozen customers and items, or thousands in a large one. */
export type Realm = { realmId: string; name: string };

/** Sets up the state that a test needs before it opens a page. Everything goes over HTTP. */
export type Office = {
  pipedrive: Control;
  quickbooks: Control;
  newCompany(): Promise<Company>;
  newRealm(like: RealmLike, wish?: RealmOptions): Promise<Realm>;
  install(userId: number): Promise<void>;
  connect(company: Company, userId: number, realm: Realm): Promise<void>;
  /**
   * Calls the app's API as this user, with a signed panel token. Throws on a response that is not
   * 2xx.
   */
  call<Answer>(company: Company, userId: number, path: string, input: unknown): Promise<Answer>;
};

type NewCompany = { companyId: number; users: [number, number] } & Pick<
  Company,
  'name' | 'deals' | 'fields'
>;

export const openOffice = (world: World): Office => {
  const pipedrive = controlOf(world.pipedriveUrl);
  const quickbooks = controlOf(world.quickbooksUrl);
  const tokenOf = async (companyId: number, userId: number) =>
    (await pipedrive.post<{ token: string }>('signed-token', { companyId, userId })).token;
  return {
    pipedrive,
    quickbooks,
    async newCompany() {
      const made = await pipedrive.post<NewCompany>('companies', { like: 'harbour' });
      const [salesLead, accountManager] = made.users;
      const { name, deals, fields } = made;
      return { id: made.companyId, name, salesLead, accountManager, deals, fields };
    },
    newRealm: (like, wish = {}) => quickbooks.post('realms', { like, ...wish }),
    async install(userId) {
      await installApp(world.appUrl, userId);
    },
    async connect(company, userId, realm) {
      await connectQuickbooks(world.appUrl, await tokenOf(company.id, userId), realm.realmId);
    },
    async call(company, userId, path, input) {
      const response = await fetch(`${world.appUrl}/api/${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await tokenOf(company.id, userId)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(input),
      });
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
  };
};
