import type { Shop } from '../exactly-once/shop.ts';

export const kinds = ['void', 'delete', 'send', 'edit', 'update'] as const;
export type Kind = (typeof kinds)[number];

/** A row of the panel, see the server's contract of invoices. */
export type Row = {
  id: string;
  status: string;
  delivery: string;
  checking: string | null;
  notDone: string | null;
};

/** What somebody means to do: with an invoice, or with the details of a customer. */
export type Act = {
  kind: Kind;
  shop: Shop;
  dealId: number;
  /** QuickBooks id of the invoice, of the customer for an update. */
  id: string;
  /** What an edit or an update writes. */
  text: string;
};

export const placeOf = ({ dealId }: Act) => ({ of: 'deal', id: dealId });
