import { and, desc, eq, inArray, lte, or, type SQL, sql } from 'drizzle-orm';
import { AppError } from '../../app-error.ts';
import type { Reader } from '../../db/database.ts';
import { inRealm } from '../../db/realm.ts';
import { retryOperation, retryState } from '../../operations/retry.ts';
import { operations, vendorOf } from '../../operations/tables.ts';
import type { PartyRef } from '../../pipedrive/party-check.ts';
import { lastingMs } from '../../scheduler/lasting-failure.ts';
import { linkedToDeals } from '../linked-invoices.ts';
import {
  type FoundProblem,
  nothingElse,
  type ProblemSource,
  type Scope,
  shortened,
  sourceLimit,
} from '../problem-source.ts';

const columns = {
  id: operations.id,
  companyId: operations.companyId,
  realmId: operations.realmId,
  kind: operations.kind,
  subject: operations.subject,
  subjectId: operations.subjectId,
  state: operations.state,
  draftId: operations.draftId,
  dealId: operations.dealId,
  resultId: operations.resultId,
  data: operations.data,
  fault: operations.fault,
  sentAt: operations.sentAt,
  lastSentAt: operations.lastSentAt,
};

/** Waits for the user, or its outcome has been open for long. */
const isOpenForLong = (now: number) =>
  or(
    sql`${operations.state} = 'asking'`,
    and(
      sql`${operations.state} in ('waiting', 'sending', 'unconfirmed')`,
      lte(operations.sentAt, now - lastingMs),
    ),
  );

/**
 * Ended without effect, or with an unknown one, while no user waited: a refusal that the first
 * request received was shown at once (`fence` 1).
 */
const hasEndedUnseen = sql`(${operations.state} in ('not_done', 'unknown')
  or (${operations.state} = 'refused' and ${operations.fence} > 1))`;

/** The user has acted again; each note has a text of its own. */
const isSuperseded = sql`(${operations.kind} <> 'deal_note' and exists (select 1 from operations o
  where o.company_id = ${operations.companyId} and o.realm_id = ${operations.realmId}
    and o.subject = ${operations.subject} and o.subject_id = ${operations.subjectId}
    and o.sent_at > ${operations.sentAt}))`;

/** Its draft, invoice or customer no longer needs it. */
const isUnneeded = sql`(
  (${operations.subject} = 'draft' and not exists (select 1 from drafts d
    where d.id = ${operations.subjectId} and d.state = 'editing'))
  or (${operations.subject} = 'invoice' and exists (select 1 from invoices i
    where i.company_id = ${operations.companyId} and i.realm_id = ${operations.realmId}
      and i.invoice_id = ${operations.subjectId}
      and (i.deleted or (i.voided and ${operations.kind} = 'void_invoice'))))
  or (${operations.kind} = 'create_customer' and exists (select 1 from customer_links c
    where c.company_id = ${operations.companyId} and c.realm_id = ${operations.realmId}
      and c.party = ${operations.subject} and cast(c.party_id as text) = ${operations.subjectId})))`;

const concerns = (db: Reader, { realmKey, dealIds }: Scope): SQL | undefined =>
  dealIds
    ? or(
        inArray(operations.dealId, dealIds),
        and(
          eq(operations.subject, 'invoice'),
          inArray(operations.subjectId, linkedToDeals(db, realmKey, dealIds)),
        ),
      )
    : undefined;

const readRows = (db: Reader, scope: Scope) =>
  db
    .select(columns)
    .from(operations)
    .where(
      and(
        inRealm(operations, scope.realmKey),
        sql`${operations.state} <> 'done'`,
        scope.key === null ? undefined : eq(operations.id, scope.key),
        concerns(db, scope),
        or(
          isOpenForLong(scope.now),
          and(hasEndedUnseen, sql`not ${isSuperseded}`, sql`not ${isUnneeded}`),
        ),
      ),
    )
    .orderBy(desc(operations.lastSentAt), desc(operations.id))
    .limit(sourceLimit);

type Row = Awaited<ReturnType<typeof readRows>>[number];

/** A note or a reminder on a deal that was deleted is needed by nobody. */
const isPointless = ({ kind, fault }: Row): boolean =>
  vendorOf[kind] === 'pipedrive' &&
  (fault?.code === 'deal_not_found' || fault?.code === 'not_found');

const partyOf = ({ subject, subjectId }: Row): PartyRef | null =>
  subject === 'organization' || subject === 'person'
    ? { of: subject, id: Number(subjectId) }
    : null;

const nameOf = (data: unknown): string => {
  const { name } = (data ?? {}) as { name?: unknown };
  return typeof name === 'string' ? name : '';
};

const toFound = (row: Row): FoundProblem => ({
  ...nothingElse,
  key: row.id,
  fingerprint: `${row.state} ${row.lastSentAt}`,
  since: row.sentAt,
  state: row.state,
  code: row.fault?.code ?? null,
  said: shortened(row.fault?.said ?? ''),
  subject: row.kind,
  name: nameOf(row.data),
  invoiceId: row.subject === 'invoice' ? row.subjectId : null,
  dealId: row.dealId,
  draftId: row.draftId,
  party: partyOf(row),
  canRetry: retryState(row) !== null,
  // Only the user can decide; ignoring it would hide an invoice that may exist.
  canIgnore: row.state !== 'asking',
});

/** Changes at a vendor that failed without a user watching, wait for long, or ask the user. */
export const operationSource: ProblemSource = {
  kind: 'operation',
  audience: 'owner',
  async list(db, scope) {
    const rows = await readRows(db, scope);
    return rows.filter((row) => !isPointless(row)).map(toFound);
  },
  async retry({ ctx: { db }, scope }, { key }) {
    const [row] = await readRows(db, { ...scope, key });
    if (!row) return 'solved';
    if (!(await retryOperation(db, row, scope.now))) throw new AppError('not_possible');
    return 'started';
  },
};
