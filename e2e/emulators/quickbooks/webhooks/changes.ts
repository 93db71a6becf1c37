import type { Entity, Invoice, Payment } from '../company/entities.ts';
import type { Company } from '../company/realm.ts';
import { isVoided } from '../company/void-invoice.ts';
import { isVoidedNote } from '../company/voided-note.ts';

export type Operation = 'Create' | 'Update' | 'Delete' | 'Void' | 'Merge' | 'Emailed';

/** One change that QuickBooks tells its apps. */
export interface Change {
  realmId: string;
  entity: string;
  entityId: string;
  operation: Operation;
  /** Epoch milliseconds. */
  at: number;
  /** The entity that was merged into this one. */
  deletedId?: string;
}

/** State of a company after the last look. */
interface Snapshot {
  /** SyncToken and time of each entity, by kind and id. */
  marks: Map<string, string>;
  voided: Set<string>;
  deleted: number;
  mails: number;
}

/** Entities with webhooks that the emulator can change. */
function entitiesOf(company: Company): [string, Record<string, Entity>][] {
  const { invoices, payments, creditMemos, estimates, customers, items, vendors, employees } =
    company;
  return [
    ['Invoice', invoices],
    ['Payment', payments],
    ['CreditMemo', creditMemos],
    ['Estimate', estimates],
    ['Customer', customers],
    ['Item', items],
    ['Vendor', vendors],
    ['Employee', employees],
  ];
}

/**
 * Compares companies with their state at the last call, so that no business function needs to know
 * of webhooks. A company seen for the first time has no changes.
 */
export function watchChanges(): (company: Company, now: number) => Change[] {
  const snapshots = new WeakMap<Company, Snapshot>();
  return (company, now) => {
    const known = snapshots.get(company);
    if (known) return changesOf(company, known, now);
    const { deleted, mails } = company;
    const marks = new Map<string, string>();
    const fresh = {
      marks,
      voided: new Set<string>(),
      deleted: deleted.length,
      mails: mails.length,
    };
    changesOf(company, fresh, now);
    snapshots.set(company, fresh);
    return [];
  };
}

function changesOf(company: Company, known: Snapshot, now: number): Change[] {
  const changes: Change[] = [];
  const add = (entity: string, entityId: string, operation: Operation, deletedId?: string) =>
    changes.push({ realmId: company.id, entity, entityId, operation, at: now, deletedId });

  const mails = company.mails.slice(known.mails);
  const sent = new Set(mails.map(({ invoiceId }) => invoiceId));
  const gone = company.deleted.slice(known.deleted);
  const merged = new Set(gone.map(({ mergedInto }) => mergedInto));
  known.mails = company.mails.length;
  known.deleted = company.deleted.length;

  for (const [entity, rows] of entitiesOf(company)) {
    for (const row of Object.values(rows)) {
      const key = `${entity} ${row.Id}`;
      const mark = `${row.SyncToken} ${row.MetaData.LastUpdatedTime}`;
      const before = known.marks.get(key);
      if (before === mark) continue;
      known.marks.set(key, mark);
      const isNowVoided = isVoidedRow(entity, row) && !known.voided.has(key);
      if (isNowVoided) known.voided.add(key);
      if (before === undefined) add(entity, row.Id, 'Create');
      else if (isNowVoided) add(entity, row.Id, 'Void');
      else if (entity === 'Invoice' && sent.has(row.Id)) continue;
      else if (entity === 'Customer' && merged.has(row.Id)) continue;
      else add(entity, row.Id, 'Update');
    }
  }
  for (const { invoiceId } of mails) add('Invoice', invoiceId, 'Emailed');
  for (const { entity, id, mergedInto } of gone) {
    known.marks.delete(`${entity} ${id}`);
    if (mergedInto) add(entity, mergedInto, 'Merge', id);
    else add(entity, id, 'Delete');
  }
  return changes;
}

function isVoidedRow(entity: string, row: Entity): boolean {
  if (entity === 'Invoice') return isVoided(row as Invoice);
  if (entity === 'Payment') return isVoidedNote((row as Payment).PrivateNote);
  return false;
}
