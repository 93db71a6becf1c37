import { liveConnection } from '../connection/store.ts';
import type { Dependencies } from '../context.ts';
import { transact } from '../db/transact.ts';
import { hasRows } from '../merges/has-rows.ts';
import { pipedriveRecord, recordRemoved } from '../merges/store.ts';
import { fieldRows, stopField } from '../pipedrive-fields/store.ts';
import type { Report } from './read-delivery.ts';

/** Stores what Pipedrive reported about a record that has rows here; anything else is dropped. */
export const applyReport = async (
  { db, clock }: Pick<Dependencies, 'db' | 'clock'>,
  companyId: number,
  event: NonNullable<Report['event']>,
): Promise<void> => {
  const now = clock.now();
  if (event.kind === 'field_deleted') {
    const { fieldCode } = event;
    const connection = await liveConnection(db, companyId);
    if (!connection) return;
    const fields = (await fieldRows(db, companyId)).filter((row) => row.fieldCode === fieldCode);
    for (const field of fields) await stopField(db, connection.realmId, field, 'deleted', now);
    return;
  }
  const record = pipedriveRecord(companyId, event.record, event.recordId);
  if (!(await hasRows(db, record))) return;
  const mergedIntoId = event.mergedIntoId === null ? null : String(event.mergedIntoId);
  await transact(db, (tx) => recordRemoved(tx, { ...record, mergedIntoId, foundBy: 'event' }, now));
};
