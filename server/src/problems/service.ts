import { AppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { dealIdsOf, visibleContext } from '../invoices/visible-context.ts';
import { mirroredNamesById } from '../names/names-by-id.ts';
import { problemAccess } from './access.ts';
import type { Problem, problems } from './contract.ts';
import { findProblem, findProblems, type ListedProblem } from './find-problems.ts';
import { nameRecords } from './name-records.ts';
import { listRecords } from './records/list-records.ts';
import { ignoreProblem, namedInvoices, restoreProblem } from './store.ts';

const pageSize = 50;

export const problemsService: Service<typeof problems> = {
  async list(ctx, { context, ignored, skip }) {
    const { realmKey, owned, managedBy } = await problemAccess(ctx);
    const dealIds = owned ? dealIdsOf(await visibleContext(ctx, context)) : null;
    const scope = { realmKey, now: ctx.clock.now(), dealIds, key: null };
    const found = await findProblems(ctx.db, scope, { isOwner: owned !== null });
    const matching = found.problems.filter(({ isIgnored }) => isIgnored === ignored);
    const page = matching.slice(skip, skip + pageSize);
    const end = skip + page.length;
    return {
      rows: await describe(ctx, realmKey, page, owned !== null),
      count: matching.length,
      more: found.more,
      ignored: found.problems.filter(({ isIgnored }) => isIgnored).length,
      next: end < matching.length ? end : null,
      managedBy,
    };
  },

  async retry(ctx, { id }) {
    const connection = await ownedConnection(ctx);
    const { source, found, scope } = await findOwned(ctx, connection, id);
    if (!source.retry || !found.canRetry) throw new AppError('not_possible');
    if (connection.state === 'broken') throw new AppError('connection_broken');
    const outcome = await source.retry({ ctx, connection, scope }, found);
    await restoreProblem(ctx.db, scope.realmKey, id);
    return { outcome };
  },

  async ignore(ctx, { id, fingerprint }) {
    const connection = await ownedConnection(ctx);
    const { found, scope } = await findOwned(ctx, connection, id);
    if (!found.canIgnore) throw new AppError('not_possible');
    const { userId, clock } = ctx;
    // The fingerprint that the user saw: a failure since then is a new one.
    await ignoreProblem(ctx.db, {
      ...scope.realmKey,
      problemId: id,
      fingerprint,
      userId,
      at: clock.now(),
    });
    return {};
  },

  async restore(ctx, { id }) {
    const { realmId } = await ownedConnection(ctx);
    await restoreProblem(ctx.db, { companyId: ctx.companyId, realmId }, id);
    return {};
  },

  records: listRecords,
};

const findOwned = (ctx: Ctx, { realmId }: { realmId: string }, id: string) => {
  const realmKey = { companyId: ctx.companyId, realmId };
  return findProblem(ctx.db, { realmKey, now: ctx.clock.now() }, id);
};

/** Names the invoices and deals; a colleague of the owner gets none. */
const describe = async (
  ctx: Ctx,
  realmKey: RealmKey,
  page: ListedProblem[],
  isOwner: boolean,
): Promise<Problem[]> => {
  const invoiceIds = page.flatMap(({ invoiceId }) => invoiceId ?? []);
  const invoices = await namedInvoices(ctx.db, realmKey, invoiceIds);
  const records = isOwner ? await nameRecords(ctx, page) : null;
  const named = isOwner ? page.flatMap((problem) => problem.named ?? []) : [];
  const nameOf = await mirroredNamesById(ctx.db, realmKey, named);
  return page.map(({ key: _key, invoiceId, dealId, party, named, since, ...problem }) => ({
    ...problem,
    recordName: (named && nameOf(named)) ?? '',
    since: since === null ? null : iso(since),
    invoice: (isOwner && invoiceId !== null && invoices.get(invoiceId)) || null,
    deal: dealId !== null && records ? records.deal(dealId) : null,
    party: party && records ? records.party(party) : null,
    canRetry: isOwner && problem.canRetry,
    canIgnore: isOwner && problem.canIgnore,
  }));
};
