import type { PanelContext } from '../invoices/contract.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { SyncSettings, syncSettings } from '../sync-settings/contract.ts';
import { control } from './control.ts';
import { openFeedFixture } from './feed-fixture.ts';
import type { RealmLike } from './make-company.ts';
import { runDue } from './run-due.ts';

type Shown = NonNullable<Output<typeof syncSettings.show>['current']>;

/**
 * Opens a feed fixture whose deal's organization is linked to customer 1, with what its accountant
 * creates in QuickBooks and the settings of the sync.
 */
export const openOffersFixture = async (like: RealmLike = 'us') => {
  const fixture = await openFeedFixture(like);
  const { company, call, dependencies } = fixture;
  const { owner, companyId, realmId } = company;
  const { quickbooks, pipedrive } = dependencies.settings;

  const settings = async (user: PipedriveUser = owner): Promise<Shown> => {
    const { current } = (await call(user, 'sync-settings/show')).body as Output<
      typeof syncSettings.show
    >;
    if (!current) throw new Error('QuickBooks is not connected');
    return current;
  };

  return {
    ...fixture,
    settings,
    change: (changed: Partial<SyncSettings>, user: PipedriveUser = owner) =>
      call(user, 'sync-settings/change', changed),
    reset: () => call(owner, 'sync-settings/reset'),
    /** Creates an invoice of 100.00 in QuickBooks. */
    async bill(differs: { customer?: string; currency?: string; date?: string } = {}) {
      const { customer = '1', currency = 'USD', date } = differs;
      const invoice = {
        CustomerRef: { value: customer },
        CurrencyRef: { value: currency },
        ...(date && { TxnDate: date }),
        Line: [
          {
            DetailType: 'SalesItemLineDetail',
            Amount: 100,
            SalesItemLineDetail: { ItemRef: { value: '1' } },
          },
        ],
      };
      const { invoices } = await control<{ invoices: string[] }>(
        quickbooks.apiUrl,
        'POST',
        `realms/${realmId}/invoices`,
        { invoices: [invoice] },
      );
      return invoices[0] ?? '';
    },
    /** Lets the feed read what happened, and then matches found invoices. */
    async catchUp() {
      await fixture.interval();
      await runDue(dependencies, ['found_invoices']);
    },
    match: () => runDue(dependencies, ['found_invoices']),
    async offers(context = fixture.context as PanelContext) {
      return (await fixture.list(context)).offers;
    },
    async offeredIds(context = fixture.context as PanelContext) {
      return (await fixture.list(context)).offers.invoices.map(({ id }) => id);
    },
    async linkedIds(context = fixture.context as PanelContext) {
      return (await fixture.list(context)).invoices.map(({ id }) => id);
    },
    /** Changes a deal as another user of Pipedrive. */
    changeDeal: (dealId: number, changes: object) =>
      control(pipedrive.oauthUrl, 'POST', `deals/${dealId}`, { companyId, ...changes }),
  };
};
