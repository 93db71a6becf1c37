import { and, desc, eq, gte } from 'drizzle-orm';
import { writeAudit } from '../../audit/store.ts';
import type { Db } from '../../db/open-database.ts';
import { attempts, drafts } from '../../drafts/tables.ts';
import type { BooksCustomer } from '../../quickbooks/told.ts';
import type { Lease } from '../../writes/lease.ts';
import {
  type ChangeEnd,
  type CustomerChange,
  endChange,
  insertOpen,
  type NewCreation,
  type Party,
} from '../change-store.ts';
import { type CustomerLinkRow, linkCreated } from '../store.ts';
import { customerChanges, customerLinks } from '../tables.ts';

/** A change that creates a customer; it knows for whom. */
export type Creation = CustomerChange & Party;

export const isCreation = (change: CustomerChange): change is Creation =>
  change.kind === 'create' && change.party !== null && change.partyId !== null;

type PartyInBooks = Party & { companyId: number; realmId: string };

const ofParty = ({ companyId, realmId, party, partyId }: PartyInBooks) =>
  and(
    eq(customerChanges.companyId, companyId),
    eq(customerChanges.realmId, realmId),
    eq(customerChanges.party, party),
    eq(customerChanges.partyId, partyId),
    eq(customerChanges.kind, 'create'),
  );

const linkOf = (tx: Pick<Db, 'select'>, { companyId, realmId, party, partyId }: PartyInBooks) =>
  tx
    .select()
    .from(customerLinks)
    .where(
      and(
        eq(customerLinks.companyId, companyId),
        eq(customerLinks.realmId, realmId),
        eq(customerLinks.party, party),
        eq(customerLinks.partyId, partyId),
      ),
    )
    .get();

/**
 * Writes down that a customer is about to be created. Null when another is on its way for the same
 * organization or person, or somebody has linked a customer since `before` was seen: a second press, as a
 * rule.
 */
export const beginCreation = async (
  db: Db,
  creation: NewCreation,
  before: CustomerLinkRow | null,
  lease: Lease,
): Promise<Creation | null> =>
  db.transaction(
    (tx) => {
      const now = linkOf(tx, creation);
      const seen = before?.party === creation.party ? before.customerId : undefined;
      if (now?.customerId !== seen || isMadeByForm(tx, creation)) return null;
      const begun = insertOpen(tx, creation, lease);
      return begun && isCreation(begun) ? begun : null;
    },
    { behavior: 'immediate' },
  );

/** The customer is there: remembers whose it is, unless somebody has said otherwise meanwhile. */
export const endCreated = (
  db: Db,
  creation: Creation,
  { id, name }: Pick<BooksCustomer, 'id' | 'name'>,
  more: Pick<ChangeEnd, 'tid' | 'lookedAt'>,
): Promise<void> =>
  endChange(db, creation, { state: 'done', customerId: id, ...more }, (tx) => {
    const { companyId, realmId, party, partyId, userId, sentAt, dealId } = creation;
    const who = { companyId, realmId, party, partyId, linkedById: userId, linkedAt: sentAt };
    linkCreated(tx, { ...who, customerId: id, customerName: name, why: 'created' });
    const of = { companyId, realmId, userId, dealId, at: sentAt };
    writeAudit(tx, { ...of, action: 'customer_created', subject: id, details: { name } });
  });

/** The last customer that was to be created for somebody, since an instant; null when there was none. */
export const lastCreation = async (
  db: Db,
  of: PartyInBooks,
  since: number,
): Promise<Creation | null> => {
  const last = db
    .select()
    .from(customerChanges)
    .where(and(ofParty(of), gte(customerChanges.sentAt, since)))
    .orderBy(desc(customerChanges.sentAt), desc(customerChanges.id))
    .limit(1)
    .get();
  return last && isCreation(last) ? last : null;
};

/** Whether the form of an invoice is creating one, or that is being looked into. */
const isMadeByForm = (db: Pick<Db, 'select'>, of: PartyInBooks): boolean =>
  db
    .select({ party: drafts.party })
    .from(attempts)
    .innerJoin(drafts, eq(drafts.id, attempts.draftId))
    .where(
      and(
        eq(attempts.companyId, of.companyId),
        eq(attempts.realmId, of.realmId),
        eq(attempts.kind, 'customer'),
        eq(attempts.state, 'open'),
      ),
    )
    .all()
    .some(({ party }) => party?.party === of.party && party.partyId === of.partyId);

/** Whether one is on its way or being looked into, from the customer's page or from a form. */
export const isBeingCreated = async (db: Db, of: PartyInBooks): Promise<boolean> =>
  isMadeByForm(db, of) ||
  db
    .select({ id: customerChanges.id })
    .from(customerChanges)
    .where(and(ofParty(of), eq(customerChanges.state, 'open')))
    .get() !== undefined;

/**
 * When this customer was first asked for: an earlier attempt for the same organization or person, under
 * the same name, of which nothing was heard and nothing found may have made it all the same. Epoch ms.
 */
export const firstAskedAt = async (db: Db, creation: Creation): Promise<number> => {
  const unclear = await db
    .select({ sentAt: customerChanges.sentAt })
    .from(customerChanges)
    .where(
      and(
        ofParty(creation),
        eq(customerChanges.state, 'not_done'),
        eq(customerChanges.name, creation.name),
      ),
    );
  return Math.min(creation.sentAt, ...unclear.map(({ sentAt }) => sentAt));
};

/** Whether a customer was created for somebody else from here. */
export const isCreatedForOthers = async (
  db: Db,
  { companyId, realmId, party, partyId }: Creation,
  customerId: string,
): Promise<boolean> => {
  const links = await db
    .select({ party: customerLinks.party, partyId: customerLinks.partyId })
    .from(customerLinks)
    .where(
      and(
        eq(customerLinks.companyId, companyId),
        eq(customerLinks.realmId, realmId),
        eq(customerLinks.customerId, customerId),
        eq(customerLinks.why, 'created'),
      ),
    );
  return links.some((link) => link.party !== party || link.partyId !== partyId);
};
