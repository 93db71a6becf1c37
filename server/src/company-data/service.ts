import { AppError, isAppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import { requireGrant } from '../install/service.ts';
import { fallbackWhenUnavailable } from '../vendor-calls/fallback-when-unavailable.ts';
import { type CompanyData, type companyData, keptDays } from './contract.ts';
import { deleteLater, deleteNow } from './delete-company.ts';
import { cancelDeletion, laterFrom, plannedDeletion } from './store.ts';

const ownsConnection = async (ctx: Ctx): Promise<boolean> => {
  try {
    await ownedConnection(ctx);
    return true;
  } catch (error) {
    if (isAppError(error, 'not_connected', 'not_owner')) return false;
    throw error;
  }
};

const stateOf = async (ctx: Ctx): Promise<CompanyData> => {
  await requireGrant(ctx);
  const deletion = await plannedDeletion(ctx.db, ctx.companyId);
  return {
    keptDays,
    laterAt: iso(laterFrom(ctx.clock.now())),
    mayExport: await ownsConnection(ctx),
    mayDelete: await fallbackWhenUnavailable(() => ctx.pipedrive.isAdmin(ctx), null),
    deleteAt: deletion && iso(deletion.deleteAt),
  };
};

/** Throws not_admin unless the caller is an admin of the Pipedrive company. */
const requireAdmin = async (ctx: Ctx): Promise<void> => {
  await requireGrant(ctx);
  if (!(await ctx.pipedrive.isAdmin(ctx))) throw new AppError('not_admin');
};

/** Shows, plans and cancels the deletion of a company's data; only admins may plan and cancel. */
export const companyDataService: Service<typeof companyData> = {
  show: stateOf,

  async delete(ctx, { when }) {
    await requireAdmin(ctx);
    await (when === 'now' ? deleteNow(ctx, ctx) : deleteLater(ctx, ctx));
    return {};
  },

  async keep(ctx) {
    await requireAdmin(ctx);
    const { companyId, userId } = ctx;
    await cancelDeletion(ctx.db, { companyId, userId, now: ctx.clock.now() });
    return stateOf(ctx);
  },
};
