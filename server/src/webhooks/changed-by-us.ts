import { and, eq, gt, inArray, max } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import { inRealm, type RealmKey } from '../db/realm.ts';
import { operations } from '../operations/tables.ts';

/** Our changes whose response is the invoice as QuickBooks has it then. */
const kinds = ['edit_invoice', 'void_invoice', 'send_invoice'] as const;

/** How long QuickBooks may work on a request, and by how much the clocks may differ. */
const longestMs = 120_000;
const clockErrorMs = 2_000;

/**
 * Ids of those invoices whose last change, by `changedAt` of QuickBooks' clock, is our own. The
 * mirror has its response, so the event of this change announces nothing new.
 */
export const changedByUs = async (
  db: Reader,
  realmKey: RealmKey,
  invoices: { invoiceId: string; changedAt: number; deliveredAt: string | null }[],
  skewMs: number | null,
): Promise<Set<string>> => {
  if (invoices.length === 0 || skewMs === null) return new Set();
  const changedAt = new Map(invoices.map((one) => [one.invoiceId, lastChange(one) - skewMs]));
  const sent = await db
    .select({ invoiceId: operations.subjectId, at: max(operations.lastSentAt) })
    .from(operations)
    .where(
      and(
        inRealm(operations, realmKey),
        eq(operations.subject, 'invoice'),
        inArray(operations.subjectId, [...changedAt.keys()]),
        inArray(operations.kind, [...kinds]),
        eq(operations.state, 'done'),
        gt(operations.sentAt, Math.min(...changedAt.values()) - longestMs - clockErrorMs),
      ),
    )
    .groupBy(operations.subjectId);
  const isOurs = ({ invoiceId, at }: (typeof sent)[number]): boolean => {
    const tookMs = (changedAt.get(invoiceId) ?? 0) - Number(at);
    return tookMs > -clockErrorMs && tookMs < longestMs;
  };
  return new Set(sent.filter(isOurs).map(({ invoiceId }) => invoiceId));
};

const lastChange = ({
  changedAt,
  deliveredAt,
}: {
  changedAt: number;
  deliveredAt: string | null;
}) => Math.max(changedAt, Date.parse(deliveredAt ?? '') || 0);
