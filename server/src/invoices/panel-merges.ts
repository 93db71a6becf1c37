import { iso } from '../clock.ts';
import type { Ctx } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { mergesInto } from '../merges/store.ts';
import type { DealInvoices, PanelContext } from './contract.ts';

/** How long a panel shows a merge; the invoices' histories show it for ever. */
const shownMs = 14 * 24 * 3_600_000;

/** The latest merges into the context's record, and into its customer in QuickBooks. */
export const panelMerges = async (
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  { companyId, realmId }: RealmKey,
  { of, id }: PanelContext,
  customer: DealInvoices['customer'],
): Promise<DealInvoices['merges']> => {
  const since = clock.now() - shownMs;
  const inPipedrive = { companyId, realmId: '', kind: of } as const;
  const inQuickbooks = { companyId, realmId, kind: 'customer' } as const;
  const merges = [
    ...(await mergesInto(db, inPipedrive, [String(id)], since)),
    ...(customer ? await mergesInto(db, inQuickbooks, [customer.id], since) : []),
  ];
  return merges.map(({ kind, recordId, movedAt, moved }) => ({
    kind,
    id: recordId,
    name: moved.name ?? '',
    at: iso(movedAt),
    invoices: moved.invoices,
    drafts: moved.drafts,
  }));
};
