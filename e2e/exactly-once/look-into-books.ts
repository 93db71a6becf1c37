import type { Intent } from './intents.ts';
import type { Shop } from './shop.ts';

type DealList = { invoices: { id: string; total: string }[]; drafts: { id: string }[] };

/** What a shop's books and panels say in the end, in a form that can be compared with what was meant. */
export type Outcome = {
  /** Amounts of the invoices that were not there before, sorted. */
  inBooks: string[];
  /** `deal amount` of everything the panels of its deals list, sorted. */
  inPanels: string[];
  /** `amount customer` of the invoices for new customers, sorted. */
  forNewCustomers: string[];
  newCustomers: string[];
  unfinishedDrafts: number;
  /** Ids that a panel lists and the books do not have, or the other way round. */
  strangers: string[];
};

const amount = (total: number | string) => Number(total).toFixed(2);

/** What it must be. */
export const meant = (intents: Intent[]): Outcome => {
  const anew = intents.filter(({ customer }) => customer.kind === 'new');
  return {
    inBooks: intents.map((intent) => intent.amount).sort(),
    inPanels: intents.map((intent) => `${intent.dealId} ${intent.amount}`).sort(),
    forNewCustomers: anew.map((intent) => `${intent.amount} ${intent.customer.name}`).sort(),
    newCustomers: anew.map(({ customer }) => customer.name).sort(),
    unfinishedDrafts: 0,
    strangers: [],
  };
};

/** What it is. */
export const lookIntoBooks = async (shop: Shop): Promise<Outcome> => {
  const now = await shop.ledger();
  const old = new Set(shop.before.invoices.map(({ Id }) => Id));
  const known = new Set(shop.before.customers.map(({ Id }) => Id));
  const invoices = now.invoices.filter(({ Id }) => !old.has(Id));
  const customers = now.customers.filter(({ Id }) => !known.has(Id));
  const names = new Map(customers.map(({ Id, DisplayName }) => [Id, DisplayName]));

  const listed: { dealId: number; id: string; total: string }[] = [];
  let unfinishedDrafts = 0;
  for (const dealId of Object.values(shop.company.deals)) {
    const reply = await shop.call<DealList>('invoices/list', {
      place: { of: 'deal', id: dealId },
    });
    if (!('body' in reply)) throw new Error(`invoices/list: ${JSON.stringify(reply)}`);
    listed.push(...reply.body.invoices.map((row) => ({ dealId, ...row })));
    unfinishedDrafts += reply.body.drafts.length;
  }
  const inPanel = new Set(listed.map(({ id }) => id));
  const inBooks = new Set(invoices.map(({ Id }) => Id));
  return {
    inBooks: invoices.map(({ TotalAmt }) => amount(TotalAmt)).sort(),
    inPanels: listed.map(({ dealId, total }) => `${dealId} ${amount(total)}`).sort(),
    forNewCustomers: invoices
      .flatMap(({ TotalAmt, CustomerRef }) => {
        const name = names.get(CustomerRef.value);
        return name ? [`${amount(TotalAmt)} ${name}`] : [];
      })
      .sort(),
    newCustomers: [...names.values()].sort(),
    unfinishedDrafts,
    strangers: [
      ...[...inPanel].filter((id) => !inBooks.has(id)),
      ...[...inBooks].filter((id) => !inPanel.has(id)),
    ],
  };
};
