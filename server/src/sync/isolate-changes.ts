import { isAppError } from '../app-error.ts';
import type { Dependencies } from '../context.ts';
import { storageProblem } from '../db/storage-error.ts';
import type { ReadHow } from '../invoices/mirror/store-invoices.ts';
import { applyChanges, type Changes, type ConnectedCompany, noChanges } from './apply-changes.ts';

type Tools = Pick<Dependencies, 'db' | 'clock' | 'quickbooks' | 'log'>;

type ListName = keyof typeof noChanges;

type Item = { list: ListName; value: Changes[ListName][number] };

const listNames = Object.keys(noChanges) as ListName[];

const itemsOf = (changes: Changes): Item[] =>
  listNames.flatMap((list) => changes[list].map((value) => ({ list, value })));

const changesOf = (items: Item[], readAt: number): Changes => ({
  ...(Object.fromEntries(
    listNames.map((list) => [
      list,
      items.filter((item) => item.list === list).map(({ value }) => value),
    ]),
  ) as Omit<Changes, 'readAt'>),
  readAt,
});

/**
 * Applies changes like `applyChanges`. When that throws an unexpected error, applies halves of them
 * until the object that causes it is found, so that the others are mirrored. That object counts as
 * unreadable: it is shown as a problem, and read again later.
 */
export const applyIsolated = async (
  tools: Tools,
  company: ConnectedCompany,
  changes: Changes,
  how: ReadHow,
): Promise<void> => {
  try {
    await applyChanges(tools, company, changes, how);
  } catch (error) {
    if (isAppError(error) || storageProblem(error)) throw error;
    const items = itemsOf(changes);
    const [item] = items;
    if (items.length > 1) {
      const half = Math.ceil(items.length / 2);
      for (const some of [items.slice(0, half), items.slice(half)])
        await applyIsolated(tools, company, changesOf(some, changes.readAt), how);
      return;
    }
    const unreadable = item && asUnreadable(item);
    if (!unreadable) throw error;
    const { companyId, realmId } = company;
    tools.log.error({ companyId, realmId, err: error }, 'could not mirror a changed object');
    await applyChanges(
      tools,
      company,
      { ...noChanges, ...unreadable, readAt: changes.readAt },
      how,
    );
  }
};

/** Null for a customer, whose invoices are not known here, and for what is unreadable already. */
const asUnreadable = ({ list, value }: Item): Partial<Changes> | null => {
  const code = 'internal';
  const { id, entity } = typeof value === 'string' ? { id: value } : (value as Partial<Identified>);
  if (id === undefined) return null;
  const isInvoice = list === 'invoices' || list === 'invoiceIds' || list === 'paidInvoiceIds';
  if (isInvoice || entity === 'Invoice') return { unreadable: [{ invoiceId: id, code }] };
  const isPayment = list === 'payments' || list === 'paymentIds';
  if (isPayment || entity === 'Payment') return { unreadablePayments: [{ paymentId: id, code }] };
  return null;
};

type Identified = { id: string; entity?: string };
