import type { Office, Realm } from '../world/office.ts';

type Estimate = {
  Id: string;
  DocNumber?: string;
  TxnStatus: string;
  LinkedTxn: { TxnId: string; TxnType: string }[];
};

type NewEstimate = {
  number: string;
  /** Description and amount of each line. */
  lines: [description: string, amount: number][];
  /** Further fields of the API. */
  fields?: Record<string, unknown>;
};

/** Creates an estimate of a customer directly in QuickBooks. */
export const writeEstimate = (
  office: Office,
  { realmId }: Realm,
  customerId: string,
  { number, lines, fields = {} }: NewEstimate,
): Promise<Estimate> =>
  office.quickbooks.post(`realms/${realmId}/estimates`, {
    CustomerRef: { value: customerId },
    DocNumber: number,
    Line: lines.map(([Description, Amount]) => ({
      DetailType: 'SalesItemLineDetail',
      Amount,
      Description,
      SalesItemLineDetail: {
        ItemRef: { value: '6' },
        Qty: 1,
        UnitPrice: Amount,
        TaxCodeRef: { value: 'NON' },
      },
    })),
    ...fields,
  });

/** Changes fields of an estimate directly in QuickBooks. */
export const changeEstimate = (
  office: Office,
  { realmId }: Realm,
  estimateId: string,
  fields: Record<string, unknown>,
): Promise<Estimate> =>
  office.quickbooks.post(`realms/${realmId}/estimates`, { Id: estimateId, ...fields });

/** The estimate with this number in QuickBooks. */
export const estimateInQuickbooks = async (
  office: Office,
  { realmId }: Realm,
  number: string,
): Promise<Estimate | undefined> => {
  const { estimates } = await office.quickbooks.get<{ estimates: Estimate[] }>(
    `realms/${realmId}/contents`,
  );
  return estimates.find(({ DocNumber }) => DocNumber === number);
};
