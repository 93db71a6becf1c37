import { AppError } from '../../app-error.ts';
import { type ConnectedRealm, realmOf } from '../../company-profile/connected-realm.ts';
import type { Ctx } from '../../context.ts';
import type { QuickbooksCustomer } from '../../quickbooks/models.ts';
import { cleanName } from '../../shared/text/clean-text.ts';
import { plainName } from '../../shared/text/full-name.ts';
import type { Candidate } from '../contract.ts';
import { linksOf } from '../store.ts';
import { sameName } from './firm-name.ts';
import { nameSimilarity, similarFrom, tellingPieces } from './name-similarity.ts';

export type Buyer = {
  organizationId: number | null;
  personId: number | null;
  name: string;
  email: string;
  /** Who was chosen before; then that one counts, and not who is linked. */
  chosen?: { id: string; name: string } | null;
};

/** A customer that was linked or chosen and can no longer be invoiced; not `inactive` is gone. */
export type LostCustomer = { id: string; name: string; inactive: boolean };

export type Candidates = {
  candidates: Candidate[];
  lost: LostCustomer | null;
  /** Who counts, as QuickBooks has it now; null where nobody does, or it is lost or was not read. */
  now: QuickbooksCustomer | null;
};

const shown = 6;
const searchedRows = 100;

/**
 * Customers that may be this buyer, the likeliest first, at most six, each with the reason: linked
 * before, same e-mail address, same name, alike; and whether the one meant so far is lost. Up to five
 * calls at once; one that fails hides only its own answers. Throws the first failure when all of them fail.
 */
export const candidatesFor = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  buyer: Buyer,
): Promise<Candidates> => {
  const name = cleanName(firstLine(buyer.name));
  const [known, byEmail, byName, ...byPiece] = await Promise.allSettled([
    knownBefore(ctx, connection, buyer),
    sameEmail(ctx, connection, buyer.email.trim()),
    exactName(ctx, connection, name),
    ...tellingPieces(name).map((piece) => containing(ctx, connection, piece)),
  ]);
  const all = [known, byEmail, byName, ...byPiece];
  const failed = all.find((one) => one.status === 'rejected');
  if (failed && all.every((one) => one.status === 'rejected' || one.value === null)) {
    throw failed.reason ?? new AppError('quickbooks_unavailable');
  }
  const found = byPiece.flatMap(answerOf);
  const {
    linked = [],
    lost = null,
    now = null,
  } = known.status === 'fulfilled' ? (known.value ?? {}) : {};
  const candidates = firstOfEach([
    ...linked.map(because('saved_link')),
    ...byLikeness(name, answerOf(byEmail)).map(because('email')),
    ...[...answerOf(byName), ...found.filter((one) => isNamed(one, name))].map(because('name')),
    ...byLikeness(name, found)
      .filter((one) => likeness(one, name) >= similarFrom)
      .map(because('alike')),
  ]).slice(0, shown);
  return { candidates, lost, now };
};

/** Null where there was nothing to ask. */
type Found = QuickbooksCustomer[] | null;

/** Whom the buyer is linked to, and what became of the one that counts. */
const knownBefore = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  buyer: Buyer,
): Promise<(Omit<Candidates, 'candidates'> & { linked: QuickbooksCustomer[] }) | null> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const links = await linksOf(ctx.db, realmKey, buyer);
  const known = links.map(({ customerId, customerName }) => ({
    id: customerId,
    name: customerName,
  }));
  const counts = buyer.chosen ?? known[0];
  if (!counts) return null;
  const ids = new Set([...known, counts].map(({ id }) => id));
  const customers = await ctx.quickbooks.customersById(realmOf(connection), [...ids]);
  const now = customers.find(({ id }) => id === counts.id);
  return {
    linked: known.flatMap(({ id }) => customers.filter((one) => one.id === id && one.active)),
    lost: now?.active ? null : { ...counts, inactive: now !== undefined },
    now: now?.active ? now : null,
  };
};

const sameEmail = async (ctx: Ctx, connection: ConnectedRealm, email: string): Promise<Found> =>
  /^\S+@\S+$/.test(email) ? ctx.quickbooks.customersByEmail(realmOf(connection), email) : null;

const exactName = async (ctx: Ctx, connection: ConnectedRealm, name: string): Promise<Found> => {
  if (name === '') return null;
  const customer = await ctx.quickbooks.customerByName(realmOf(connection), name);
  return customer?.active ? [customer] : [];
};

const containing = async (ctx: Ctx, connection: ConnectedRealm, text: string): Promise<Found> => {
  const search = { text, page: 0, pageSize: searchedRows };
  return (await ctx.quickbooks.searchCustomers(realmOf(connection), search)).customers;
};

const answerOf = (outcome: PromiseSettledResult<Found> | undefined): QuickbooksCustomer[] =>
  outcome?.status === 'fulfilled' ? (outcome.value ?? []) : [];

/** To can hold several lines; the name stands in the first. */
const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').trim().slice(0, 500);

const byLikeness = (name: string, customers: QuickbooksCustomer[]): QuickbooksCustomer[] =>
  customers.toSorted((a, b) => likeness(b, name) - likeness(a, name));

/** A sub-customer may be meant by its own name, or by its parent's with it. */
const isNamed = (one: QuickbooksCustomer, name: string): boolean =>
  sameName(one.name, name) || sameName(plainName(one.name), name);

const likeness = (one: QuickbooksCustomer, name: string): number =>
  Math.max(nameSimilarity(one.name, name), nameSimilarity(plainName(one.name), name));

export const because =
  (reason: Candidate['reason']) =>
  ({ id, name, email, address, shipAddress, currency }: QuickbooksCustomer): Candidate => ({
    id,
    name,
    email,
    address,
    shipAddress,
    currency,
    reason,
  });

const firstOfEach = (candidates: Candidate[]): Candidate[] =>
  candidates.filter((one, at) => candidates.findIndex(({ id }) => id === one.id) === at);
