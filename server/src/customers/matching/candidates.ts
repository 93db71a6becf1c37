import { AppError } from '../../app-error.ts';
import { type ConnectedRealm, realmOf } from '../../company-profile/connected-realm.ts';
import type { Ctx } from '../../context.ts';
import { nameReads, quickbooksNames } from '../../names/name-reads.ts';
import type { NameReads } from '../../names/search-names.ts';
import type { QuickbooksCustomer } from '../../quickbooks/models.ts';
import { cleanName } from '../../shared/text/clean-text.ts';
import { plainName } from '../../shared/text/full-name.ts';
import type { Candidate } from '../contract.ts';
import { customerLinksOf, type DealParties } from '../store.ts';
import { sameName } from './firm-name.ts';
import { minSimilarity, nameSimilarity, searchTerms } from './name-similarity.ts';

export type Buyer = DealParties & {
  name: string;
  email: string;
  /** The customer chosen in the draft; takes precedence over the linked one. */
  chosen?: { id: string; name: string } | null;
};

/** A linked or chosen customer that can no longer be invoiced: inactive, else missing. */
export type LostCustomer = { id: string; name: string; inactive: boolean };

export type Candidates = {
  candidates: Candidate[];
  lost: LostCustomer | null;
  /** The chosen, else linked customer as read; null when there is none, it is lost or unread. */
  now: QuickbooksCustomer | null;
};

const maxCandidates = 6;
const searchedRows = 100;

/**
 * Returns at most six candidates for this buyer, the likeliest first: linked, same e-mail address,
 * same name, similar name; and whether the chosen or linked customer is lost. While names are
 * mirrored, at most one call, or three when none matches; else up to five concurrent ones, of which a
 * failed one only loses its own results. Throws the first failure when all fail.
 */
export const candidatesFor = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  buyer: Buyer,
): Promise<Candidates> => {
  const name = cleanName(firstLine(buyer.name));
  const email = buyer.email.trim();
  const { reads, areMirrored } = await nameReads(ctx, connection);
  const [known, byEmail, byName, ...byTerm] = await Promise.allSettled([
    linkedCustomers(ctx, connection, buyer),
    sameEmail(reads, email),
    exactName(reads, name),
    ...searchTerms(name).map((term) => containing(reads, term)),
  ]);
  const outcomes = [known, byEmail, byName, ...byTerm];
  const failed = outcomes.find((one) => one.status === 'rejected');
  if (failed && outcomes.every((one) => one.status === 'rejected' || one.value === null)) {
    throw failed.reason ?? new AppError('quickbooks_unavailable');
  }
  const found = byTerm.flatMap(customersOf);
  const {
    linked = [],
    lost = null,
    now = null,
  } = known.status === 'fulfilled' ? (known.value ?? {}) : {};
  const candidates = uniqueById([
    ...linked.map(toCandidate('saved_link')),
    ...bySimilarity(name, customersOf(byEmail)).map(toCandidate('email')),
    ...[...customersOf(byName), ...found.filter((one) => isNamed(one, name))].map(
      toCandidate('name'),
    ),
    ...bySimilarity(name, found)
      .filter((one) => similarity(one, name) >= minSimilarity)
      .map(toCandidate('alike')),
  ]).slice(0, maxCandidates);
  // Somebody may have added the customer in QuickBooks a minute ago.
  const isNew = areMirrored && candidates.length === 0;
  return {
    candidates: isNew ? await addedLately(ctx, connection, name, email) : candidates,
    lost,
    now,
  };
};

/** Asks QuickBooks for customers of this name or e-mail address. */
const addedLately = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  name: string,
  email: string,
): Promise<Candidate[]> => {
  const reads = quickbooksNames(ctx, connection);
  const [byEmail, byName] = await Promise.allSettled([
    sameEmail(reads, email),
    exactName(reads, name),
  ]);
  return uniqueById([
    ...customersOf(byEmail).map(toCandidate('email')),
    ...customersOf(byName).map(toCandidate('name')),
  ]).slice(0, maxCandidates);
};

/** Null when there was nothing to search for. */
type Found = QuickbooksCustomer[] | null;

/** Reads the buyer's linked customers and whether the chosen, else first linked one is lost. */
const linkedCustomers = async (
  ctx: Ctx,
  connection: ConnectedRealm,
  buyer: Buyer,
): Promise<(Omit<Candidates, 'candidates'> & { linked: QuickbooksCustomer[] }) | null> => {
  const realmKey = { companyId: ctx.companyId, realmId: connection.realmId };
  const links = await customerLinksOf(ctx.db, realmKey, buyer);
  const known = links.map(({ customerId, customerName }) => ({
    id: customerId,
    name: customerName,
  }));
  const expected = buyer.chosen ?? known[0];
  if (!expected) return null;
  const customerIds = new Set([...known, expected].map(({ id }) => id));
  const customers = await ctx.quickbooks.customersById(realmOf(connection), [...customerIds]);
  const now = customers.find(({ id }) => id === expected.id);
  return {
    linked: known.flatMap(({ id }) => customers.filter((one) => one.id === id && one.active)),
    lost: now?.active ? null : { ...expected, inactive: now !== undefined },
    now: now?.active ? now : null,
  };
};

const sameEmail = async (reads: NameReads, email: string): Promise<Found> =>
  /^\S+@\S+$/.test(email) ? reads.customersByEmail(email) : null;

const exactName = async (reads: NameReads, name: string): Promise<Found> => {
  if (name === '') return null;
  const customer = await reads.customerByName(name);
  return customer?.active ? [customer] : [];
};

const containing = async (reads: NameReads, text: string): Promise<Found> => {
  const search = { text, page: 0, pageSize: searchedRows };
  return (await reads.searchCustomers(search)).customers;
};

const customersOf = (outcome: PromiseSettledResult<Found> | undefined): QuickbooksCustomer[] =>
  outcome?.status === 'fulfilled' ? (outcome.value ?? []) : [];

/** The To field can hold several lines; the name is the first. */
const firstLine = (text: string): string => (text.trim().split('\n')[0] ?? '').trim().slice(0, 500);

const bySimilarity = (name: string, customers: QuickbooksCustomer[]): QuickbooksCustomer[] =>
  customers.toSorted((a, b) => similarity(b, name) - similarity(a, name));

/** Matches a sub-customer by its own name or by its full name. */
const isNamed = (one: QuickbooksCustomer, name: string): boolean =>
  sameName(one.name, name) || sameName(plainName(one.name), name);

const similarity = (one: QuickbooksCustomer, name: string): number =>
  Math.max(nameSimilarity(one.name, name), nameSimilarity(plainName(one.name), name));

export const toCandidate =
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

const uniqueById = (candidates: Candidate[]): Candidate[] =>
  candidates.filter((one, index) => candidates.findIndex(({ id }) => id === one.id) === index);
