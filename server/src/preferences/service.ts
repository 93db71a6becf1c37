import { AppError, isAppError } from '../app-error.ts';
import { iso } from '../clock.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import { requireGrant } from '../install/service.ts';
import { noteExamples } from '../notes/note-examples.ts';
import { fieldsOf } from './cached-fields.ts';
import type { preferences, SavedPreferences } from './contract.ts';
import { partiesOf } from './deal-parties.ts';
import { fillDetails, fillInvoiceFields } from './fill-details.ts';
import { invoiceFieldsFor } from './invoice-fields-for.ts';
import { mappable } from './mappable-fields.ts';
import { missingFields } from './missing-fields.ts';
import { checkPattern, numberFieldsOf } from './number-fields.ts';
import { readPreferences, savePreferences } from './store.ts';
import { ownersProfile, suggestedPreferences } from './suggested-preferences.ts';

const kinds = ['organization', 'person', 'deal'] as const;

/**
 * Preferences of the whole company. Every user with the app may read them; while QuickBooks is
 * connected, only the connection owner, whose invoices they affect, may change them.
 */
export const preferencesService: Service<typeof preferences> = {
  async show(ctx) {
    await requireGrant(ctx);
    const [row, profile, previewDealId, organization, person, deal] = await Promise.all([
      readPreferences(ctx.db, ctx.companyId),
      // Shows settings that were just changed in QuickBooks.
      ownersProfile(ctx, 60_000),
      dealToPreview(ctx),
      // Skips the cache, so that the page lists fields that were just added in Pipedrive.
      fieldsOf(ctx, 'organization', { fresh: true }),
      fieldsOf(ctx, 'person', { fresh: true }),
      fieldsOf(ctx, 'deal', { fresh: true }),
    ]);
    const fields = { organization, person, deal };
    const suggested = await suggestedPreferences(ctx, profile);
    return {
      saved: row?.saved ?? null,
      suggested,
      savedBy: row?.savedByName ?? null,
      savedAt: row ? iso(row.savedAt) : null,
      fields: kinds.flatMap((of) =>
        mappable(fields[of]).map(({ code, name, custom }) => ({ of, field: code, name, custom })),
      ),
      missing: missingFields(row?.saved.mapping ?? suggested.mapping, fields),
      invoiceFields: invoiceFieldsFor(profile),
      terms: (profile?.terms ?? []).map(({ id, name }) => ({ id, name })),
      numberFields: numberFieldsOf(deal),
      customNumbers: profile?.customNumbers ?? null,
      previewDealId,
      noteExamples: await examplesFor(ctx),
    };
  },

  async preview(ctx, { dealId, mapping, invoiceFields }) {
    await requireGrant(ctx);
    const deal = await ctx.pipedrive.deal(ctx, dealId);
    const parties = partiesOf(ctx, deal);
    const [{ missing: _, ...details }, { texts }] = await Promise.all([
      fillDetails(ctx, deal, mapping, parties),
      fillInvoiceFields(ctx, deal, invoiceFields, parties),
    ]);
    return { ...details, texts, dealTitle: deal.title };
  },

  async save(ctx, { seenAt, ...saved }) {
    const grant = await requireGrant(ctx);
    await mayChange(ctx);
    checkPattern(saved.numberPattern);
    const savedAt = ctx.clock.now();
    const newer = await savePreferences(
      ctx.db,
      {
        companyId: ctx.companyId,
        saved,
        savedById: ctx.userId,
        savedByName: grant.userName,
        savedAt,
      },
      (before) => seenAt === undefined || seenAt === (before && iso(before.savedAt)),
    );
    if (newer) {
      const details = { owner: newer.savedByName, since: iso(newer.savedAt) };
      throw new AppError('preferences_changed', { details });
    }
    return { savedAt: iso(savedAt) };
  },
};

/**
 * Returns the saved preferences, else the suggested ones. Throws what Pipedrive's gateway throws.
 */
export const preferencesOf = async (ctx: Ctx): Promise<SavedPreferences> => {
  const row = await readPreferences(ctx.db, ctx.companyId);
  return row?.saved ?? suggestedPreferences(ctx, await ownersProfile(ctx));
};

/** Null for everyone but the connection owner, who alone sees invoices. */
const examplesFor = async (ctx: Ctx): ReturnType<typeof noteExamples> => {
  try {
    const { realmId } = await ownedConnection(ctx);
    return await noteExamples(ctx.db, { companyId: ctx.companyId, realmId });
  } catch (error) {
    if (isAppError(error, 'not_connected', 'not_owner')) return null;
    throw error;
  }
};

/** Throws not_owner when another user has connected QuickBooks. */
const mayChange = async (ctx: Ctx): Promise<void> => {
  try {
    await ownedConnection(ctx);
  } catch (error) {
    if (!isAppError(error, 'not_connected')) throw error;
  }
};

/** Returns null on errors of Pipedrive: the page works without a preview. */
const dealToPreview = async (ctx: Ctx): Promise<number | null> => {
  try {
    return (await ctx.pipedrive.someDeal(ctx))?.id ?? null;
  } catch (error) {
    if (isAppError(error)) return null;
    throw error;
  }
};
