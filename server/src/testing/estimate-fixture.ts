import { todayIn } from '../clock.ts';
import type { drafts } from '../drafts/contract.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { DraftContent, EstimateLink } from '../shared/contract/draft-content.ts';
import { openDraftFixture } from './draft-fixture.ts';
import type { RealmLike } from './make-company.ts';
import { writeInQuickbooks } from './write-in-quickbooks.ts';

type Estimates = Output<typeof drafts.estimates>;

/** An estimate as the emulator stores it. */
export type StoredEstimate = {
  Id: string;
  SyncToken: string;
  TxnStatus: string;
  LinkedTxn: { TxnId: string; TxnType: string }[];
};

/** Opens a form for a customer in the home currency, and writes estimates in QuickBooks. */
export const openEstimateFixture = async (
  like: RealmLike = 'us',
  preferences: Record<string, unknown> = {},
  options: Parameters<typeof openDraftFixture>[1] = {},
) => {
  const fixture = await openDraftFixture(like, options);
  const { dependencies, company } = fixture;
  const { realmId } = company;
  await fixture.switches({ preferences });
  const form = await fixture.form();
  const customerId = '1';
  const { customers } = (await fixture.realmContents()) as unknown as {
    customers: { Id: string; DisplayName: string; CurrencyRef?: { value: string } }[];
  };
  const customer = customers.find(({ Id }) => Id === customerId);
  const currency = customer?.CurrencyRef?.value ?? form.content.details.currency;
  const content: DraftContent = {
    ...form.content,
    customer: {
      ...form.content.customer,
      choice: {
        kind: 'existing',
        id: customerId,
        name: customer?.DisplayName ?? '',
        currency,
      },
    },
    details: { ...form.content.details, currency },
  };
  const sale = (amount: number, detail: object = {}) => ({
    DetailType: 'SalesItemLineDetail',
    Amount: amount,
    SalesItemLineDetail: { ItemRef: { value: '6' }, ...detail },
  });
  const input = (differs: object = {}) => ({
    dealId: form.dealId,
    customerId,
    linkedId: null,
    ...differs,
  });
  const write = (body: Record<string, unknown>, operation: 'delete' | null = null) =>
    writeInQuickbooks(dependencies, realmId, 'Estimate', body, operation);

  return {
    fixture,
    form: { ...form, content },
    otherCustomerId: '3',
    today: () => todayIn('America/Los_Angeles', dependencies.clock.now()),
    sale,
    input,
    read: async (differs: object = {}) =>
      (await fixture.call(company.owner, 'drafts/estimates', input(differs))).body as Estimates,
    make: (differs: Record<string, unknown> = {}) =>
      write({
        CustomerRef: { value: customerId },
        ...(like === 'uk' && { GlobalTaxCalculation: 'NotApplicable' }),
        Line: [sale(100)],
        ...differs,
      }),
    /** Changes an estimate as an accountant would. */
    change: async (estimateId: string, differs: object) => {
      const { SyncToken } = await stored(estimateId);
      return write({ Id: estimateId, SyncToken, sparse: true, ...differs });
    },
    remove: async (estimateId: string) => {
      const { SyncToken } = await stored(estimateId);
      await write({ Id: estimateId, SyncToken }, 'delete');
    },
    /** Makes an invoice from an estimate in QuickBooks itself. */
    bill: (estimateId: string) =>
      writeInQuickbooks(dependencies, realmId, 'Invoice', {
        CustomerRef: { value: customerId },
        Line: [sale(100)],
        LinkedTxn: [{ TxnId: estimateId, TxnType: 'Estimate' }],
      }),
    stored,
    /** The form linked to an estimate. */
    linked: (estimateId: string, differs: Partial<EstimateLink> = {}) => ({
      ...form,
      content: {
        ...content,
        estimate: {
          id: estimateId,
          number: '1001',
          customerId,
          issueDate: '2026-11-01',
          expiresOn: null,
          total: '100.00',
          currency,
          left: 0,
          ...differs,
        },
      },
    }),
  };

  async function stored(estimateId: string): Promise<StoredEstimate> {
    const { estimates } = (await fixture.realmContents()) as unknown as {
      estimates: StoredEstimate[];
    };
    const found = estimates.find(({ Id }) => Id === estimateId);
    if (!found) throw new Error(`QuickBooks has no estimate ${estimateId}`);
    return found;
  }
};
