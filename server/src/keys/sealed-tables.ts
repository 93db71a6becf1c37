import { ticketSealContext } from '../connection/pending-consent.ts';
import { connectionName } from '../connection/store.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import type { AnyTable } from '../db/schema-kit.ts';
import { grantName } from '../install/store.ts';
import { grants } from '../install/tables.ts';

/** A row with its columns by their names in code. */
export type SealedRow = Record<string, unknown>;

export type SealedTable = {
  name: string;
  table: AnyTable;
  /** The columns that hold sealed secrets; empty or null where there is none. */
  columns: string[];
  /** What the secrets of a row are sealed for. */
  place(row: SealedRow): string;
};

const tokens = ['accessToken', 'refreshToken'];

/** Every column that a vault seals. */
export const sealedTables: SealedTable[] = [
  {
    name: 'grants',
    table: grants,
    columns: tokens,
    place: (row) => grantName(row as typeof grants.$inferSelect),
  },
  {
    name: 'connections',
    table: connections,
    columns: tokens,
    place: ({ id }) => connectionName(String(id)),
  },
  {
    name: 'connect_tickets',
    table: connectTickets,
    columns: ['pending'],
    place: ({ ticketHash }) => ticketSealContext(String(ticketHash)),
  },
];
