import { AppError } from '../app-error.ts';
import { type ConnectedBooks, realmOf } from '../books/realm-of.ts';
import type { Ctx } from '../context.ts';
import type { BooksCustomer } from '../quickbooks/told.ts';
import { alikeFrom, alikeness, tellingPieces } from './alike.ts';
import type { Candidate } from './contract.ts';
import { sameName } from './firm-name.ts';
import { linksOf } from './store.ts';

export type Buyer = {
  organizationId: number | null;
  personId: number | null;
  name: string;
  email: string;
};

const shown = 6;
const searchedRows = 100;

/**
 * Customers that may be this buyer, the likeliest first, at most six, each with the reason: linked
 * before, same e-mail address, same name, alike. Up to five calls at once; one that fails hides only its
 * own answers. Throws the first failure when all of them fail.
 */
export const candidatesFor = async (
  ctx: Ctx,
  connection: ConnectedBooks,
  buyer: Buyer,
): Promise<Candidate[]> => {
  const name = firstLine(buyer.name);
  const [linked, byEmail, byName, ...byPiece] = await Promise.allSettled([
    savedLinks(ctx, connection, buyer),
    sameEmail(ctx, connection, buyer.email.trim()),
    exactName(ctx, connection, name),
    ...tellingPieces(name).map((piece) => containing(ctx, connection, piece)),
  ]);
  const all = [linked, byEmail, byName, ...byPiece];
  const failed = all.find((one) => one.status === 'rejected');
  if (failed && all.every((one) => one.status === 'rejected' || one.value === null)) {
    throw failed.reason ?? new AppError('quickbooks_unavailable');
  }
  const found = byPiece.flatMap(answerOf);
  return firstOfEach([
    ...answerOf(linked).map(because('saved_link')),
    ...byLikeness(name, answerOf(byEmail)).map(because('email')),
    ...[...answerOf(byName), ...found.filter((one) => sameName(one.name, name))].map(
      because('name'),
    ),
    ...byLikeness(name, found)
      .filter((one) => alikeness(one.name, name) >= alikeFrom)
      .map(because('alike')),
  ]).slice(0, shown);
};

/** Null where there was nothing to ask. */
type Found = BooksCustomer[] | null;

const savedLinks = async (ctx: Ctx, connection: ConnectedBooks, buyer: Buyer): Promise<Found> => {
  const books = { companyId: ctx.companyId, realmId: connection.realmId };
  const ids = (await linksOf(ctx.db, books, buyer)).map((link) => link.customerId);
  if (ids.length === 0) return null;
  const customers = await ctx.quickbooks.customersById(realmOf(connection), [...new Set(ids)]);
  return ids.flatMap((id) => customers.filter((one) => one.id === id && one.active));
};

const sameEmail = async (ctx: Ctx, connection: ConnectedBooks, email: string): Promise<Found> =>
  /^\S+@\S+$/.test(email) ? ctx.quickbooks.customersByEmail(realmOf(connection), email) : null;

const exactName = async (ctx: Ctx, connection: ConnectedBooks, name: string): Promise<Found> => {
  if (name === '') return null;
  const customer = await ctx.quickbooks.customerByName(realmOf(connection), name);
  return customer?.active ? [customer] : [];
};

const containing = async (ctx: Ctx, connection: ConnectedBooks, text: string): Promise<Found> => {
  const search = { text, page: 0, pageSize: searchedRows };
  return (await ctx.quickbooks.searchCustomers(realmOf(connection), search)).customers;
};

const answerOf = (outcome: PromiseSettledResult<Found> | undefined): BooksCustomer[] =>
  outcome?.status === 'fulfilled' ? (outcome.value ?? []) : [];

/** To can hold several lines; the name stands in the first. */
const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').trim().slice(0, 500);

const byLikeness = (name: string, customers: BooksCustomer[]): BooksCustomer[] =>
  customers.toSorted((a, b) => alikeness(b.name, name) - alikeness(a.name, name));

export const because =
  (reason: Candidate['reason']) =>
  ({ id, name, email, address, currency }: BooksCustomer): Candidate => ({
    id,
    name,
    email,
    address,
    currency,
    reason,
  });

const firstOfEach = (candidates: Candidate[]): Candidate[] =>
  candidates.filter((one, at) => candidates.findIndex(({ id }) => id === one.id) === at);
