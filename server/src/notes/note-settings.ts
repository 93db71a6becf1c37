import { eq } from 'drizzle-orm';
import type { Reader } from '../db/database.ts';
import {
  type NoteDetail,
  type NoteEvent,
  noteEvents,
  notesBefore,
} from '../preferences/contract.ts';
import { preferences } from '../preferences/tables.ts';

export type NoteSettings = { detail: NoteDetail; events: ReadonlySet<NoteEvent> };

/** Returns the company's settings; until they are saved, the suggested ones. */
export const noteSettingsOf = async (db: Reader, companyId: number): Promise<NoteSettings> => {
  const [row] = await db
    .select({ saved: preferences.saved })
    .from(preferences)
    .where(eq(preferences.companyId, companyId))
    .limit(1);
  if (!row) return { detail: 'number', events: new Set(noteEvents) };
  const { notes = 'number', noteEvents: events = notesBefore } = row.saved;
  return { detail: notes, events: new Set(events) };
};

/** How much notes, and other texts on deals, may say about an invoice. */
export const noteDetailOf = async (db: Reader, companyId: number): Promise<NoteDetail> =>
  (await noteSettingsOf(db, companyId)).detail;
