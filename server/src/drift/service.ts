import { AppError } from '../app-error.ts';
import { writeAudit } from '../audit/store.ts';
import { ownedConnection } from '../connection/invoice-access.ts';
import type { Ctx, Service } from '../context.ts';
import type { RealmKey } from '../db/realm.ts';
import { transact } from '../db/transact.ts';
import { editFingerprint } from '../invoices/changes/edit-fingerprint.ts';
import { announceInvoices } from '../invoices/mirror/announce-invoices.ts';
import { acceptedDeal } from '../shared/drift/compare-deal.ts';
import { agreeOn } from './agreed-invoice.ts';
import { dealHash } from './content-hash.ts';
import type { DriftSide, drift } from './contract.ts';
import { dealDifference, driftPage, editedDifference } from './drift-page.ts';
import { type DriftSources, driftSources } from './drift-sources.ts';
import { linesAsBefore, linesAsDeal } from './propose-lines.ts';
import { storeBilledDeal } from './store.ts';

/** Makes the deal's present content what its invoices bill. */
const keepDeal = async (ctx: Ctx, realmKey: RealmKey, { dealId, deal }: DriftSources) => {
  if (dealId === null || !deal) return;
  await transact(ctx.db, async (tx) => {
    for (const { invoiceId, billedDeal } of deal.billed) {
      const accepted = acceptedDeal(billedDeal, deal.current);
      await storeBilledDeal(tx, { ...realmKey, dealId, invoiceId }, accepted);
    }
    await announceInvoices(
      tx,
      realmKey,
      deal.billed.map(({ invoiceId }) => invoiceId),
    );
  });
};

const differenceOf = (sources: DriftSources, side: DriftSide) =>
  side === 'deal' ? dealDifference(sources) : editedDifference(sources);

const writeKept = async (
  ctx: Ctx,
  realmKey: RealmKey,
  { row, dealId }: DriftSources,
  side: DriftSide,
  { total, currency }: { total: { before: string; after: string }; currency: { after: string } },
) =>
  transact(ctx.db, (tx) =>
    writeAudit(tx, {
      ...realmKey,
      userId: ctx.userId,
      at: ctx.clock.now(),
      action: 'difference_kept',
      dealId,
      subject: row.invoiceId,
      details: {
        number: row.number,
        of: side,
        before: total.before,
        after: total.after,
        currency: currency.after,
      },
    }),
  );

export const driftService: Service<typeof drift> = {
  show: driftPage,

  async keep(ctx, { of: side, seen, ...ref }) {
    const { realmId } = await ownedConnection(ctx);
    const realmKey = { companyId: ctx.companyId, realmId };
    const sources = await driftSources(ctx, ref);
    const difference = differenceOf(sources, side);
    // A repeated request finds nothing left to keep.
    if (!difference) return {};
    if (difference.seen !== seen) throw new AppError('difference_changed');
    if (side === 'deal') await keepDeal(ctx, realmKey, sources);
    else {
      const { facts } = sources.row;
      await transact(ctx.db, async (tx) => {
        await agreeOn(tx, realmKey, facts);
        await announceInvoices(tx, realmKey, [facts.id]);
      });
    }
    await writeKept(ctx, realmKey, sources, side, difference);
    return {};
  },

  async proposal(ctx, { of: side, ...ref }) {
    const sources = await driftSources(ctx, ref);
    return {
      ...(side === 'deal' ? await linesAsDeal(ctx, sources) : linesAsBefore(sources)),
      seen: editFingerprint(sources.row.facts),
      appliesDeal: side === 'deal' && sources.deal ? dealHash(sources.deal.current) : null,
    };
  },
};
