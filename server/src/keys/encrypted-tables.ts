import { ticketRowName } from '../connection/pending-consent.ts';
import { connectionName } from '../connection/store.ts';
import { connections, connectTickets } from '../connection/tables.ts';
import type { AnyTable } from '../db/schema-kit.ts';
import { grantName } from '../install/store.ts';
import { grants } from '../install/tables.ts';

/** A row by the names of its columns in code. */
export type EncryptedRow = Record<string, unknown>;

export type EncryptedTable = {
  name: string;
  table: AnyTable;
  /** Columns with encrypted secrets; empty or null in rows without one. */
  columns: string[];
  /** Returns the name of the row that its secrets are bound to (`Vault`). */
  rowName(row: EncryptedRow): string;
};

const tokens = ['accessToken', 'refreshToken'];

/** All tables with encrypted columns. */
export const encryptedTables: EncryptedTable[] = [
  {
    name: 'grants',
    table: grants,
    columns: tokens,
    rowName: (row) => grantName(row as typeof grants.$inferSelect),
  },
  {
    name: 'connections',
    table: connections,
    columns: tokens,
    rowName: ({ id }) => connectionName(String(id)),
  },
  {
    name: 'connect_tickets',
    table: connectTickets,
    columns: ['pending'],
    rowName: ({ ticketHash }) => ticketRowName(String(ticketHash)),
  },
];
