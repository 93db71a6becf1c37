import { connectQuickbooks } from './connect-quickbooks.ts';
import { type Control, controlOf } from './control.ts';
import { installApp } from './install-app.ts';
import type { World } from './world.ts';

/** A fresh Pipedrive company: its users and deals by what they are to the story. */
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

export type RealmLike = 'us' | 'uk' | 'ca' | 'customNumbers';

/** How a QuickBooks company differs from the usual one of its kind. */
type RealmOptions = {
  preferences?: Record<string, unknown>;
  size?: 'small' | 'large';
  name?: string;
};

/** A fresh QuickBooks company: a dozen customers and items, or thousands in a large one. */
export type Realm = { realmId: string; name: string };

/** What a test sets up before it looks at a page; all of it over HTTP. */
export type Office = {
  pipedrive: Control;
  quickbooks: Control;
  newCompany(): Promise<Company>;
  newRealm(like: RealmLike, wish?: RealmOptions): Promise<Realm>;
  install(userId: number): Promise<void>;
  connect(company: Company, userId: number, realm: Realm): Promise<void>;
  /** A call as the panel makes it, as this user. */
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
      const answer = await fetch(`${world.appUrl}/api/${path}`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${await tokenOf(company.id, userId)}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(input),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return answer.json();
    },
  };
};
