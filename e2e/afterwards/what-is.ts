import type { Shop } from '../exactly-once/shop.ts';
import type { Office } from '../world/office.ts';
import { type Act, placeOf, type Row } from './acts.ts';

type InBooks = {
  Id: string;
  SyncToken: string;
  TotalAmt?: number;
  EmailStatus?: string;
  PrivateNote?: string;
  PrimaryEmailAddr?: { Address: string };
};
type Ledger = { invoices: InBooks[]; customers: InBooks[]; mails: { invoiceId: string }[] };

/** Where an act ended: in the books, and for an invoice in its panel and its history. */
export type End = { act: string; books: string; panel: string; history: string[] };

const named = ({ kind, id }: Act): string => `${kind} ${id}`;

/** How it must end: everything once. */
export const meant = (act: Act): End => {
  const ends: Record<Act['kind'], Omit<End, 'act'>> = {
    void: { books: 'total 0, written once', panel: 'voided', history: ['invoice_voided'] },
    delete: { books: 'gone', panel: 'deleted', history: ['invoice_deleted'] },
    send: { books: '1 e-mail, EmailSent', panel: 'open, sent', history: ['invoice_sent'] },
    edit: { books: `${act.text}, written once`, panel: 'open', history: ['invoice_edited'] },
    update: { books: `${act.text}, written once`, panel: '', history: [] },
  };
  return { act: named(act), ...ends[act.kind] };
};

const written = ({ SyncToken }: InBooks): string =>
  SyncToken === '1' ? 'written once' : `written ${SyncToken} times`;

const booksSay = ({ kind, id }: Act, { invoices, customers, mails }: Ledger): string => {
  const one = (kind === 'update' ? customers : invoices).find(({ Id }) => Id === id);
  if (!one) return 'gone';
  if (kind === 'void') return `total ${one.TotalAmt}, ${written(one)}`;
  if (kind === 'edit') return `${one.PrivateNote}, ${written(one)}`;
  if (kind === 'update') return `${one.PrimaryEmailAddr?.Address}, ${written(one)}`;
  const count = mails.filter(({ invoiceId }) => invoiceId === id).length;
  return `${count} e-mail${count === 1 ? '' : 's'}, ${one.EmailStatus}`;
};

/** How the acts of one shop ended. */
export const whatIs = async (office: Office, shop: Shop, acts: Act[]): Promise<End[]> => {
  const ledger = await office.quickbooks.get<Ledger>(`realms/${shop.realmId}/books`);
  const asked = async <Body>(action: string, input: unknown): Promise<Body> => {
    const reply = await shop.call<Body>(action, input);
    if ('body' in reply) return reply.body;
    throw new Error(`${action}: ${JSON.stringify(reply)}`);
  };
  const ends = acts.map(async (act): Promise<End> => {
    const books = booksSay(act, ledger);
    if (act.kind === 'update') return { act: named(act), books, panel: '', history: [] };
    type Page = { invoice: Row; history: { action: string }[] };
    const page = await asked<Page>('invoices/show', { place: placeOf(act), invoiceId: act.id });
    const { status, delivery } = page.invoice;
    return {
      act: named(act),
      books,
      panel: act.kind === 'send' ? `${status}, ${delivery}` : status,
      history: page.history.map(({ action }) => action).filter((one) => one !== 'invoice_linked'),
    };
  });
  return Promise.all(ends);
};
