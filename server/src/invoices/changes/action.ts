import type { AuditEntry } from '../../audit/store.ts';
import type { HolderConnection } from '../../connection/holder.ts';
import type { Ctx } from '../../context.ts';
import type { ChangeAnswer } from '../../quickbooks/answer.ts';
import type { QuickbooksGateway, Realm } from '../../quickbooks/gateway.ts';
import type { BooksInvoice, WireBody } from '../../quickbooks/told.ts';
import type { InvoiceAction } from '../contract.ts';
import type { WholeRow } from '../mirror/row-statements.ts';
import type { Wanted } from '../tables.ts';
import type { Change } from './change-store.ts';

/** One call that changes something; null when somebody else has taken the change over before it. */
export type Write = <T>(
  call: (requestId: string) => Promise<ChangeAnswer<T>>,
) => Promise<ChangeAnswer<T> | null>;

/** The invoice after it, or null when nothing is left of it. */
type Changed = BooksInvoice | null;

/** What a user asked for, made ready; all of it sees the invoice as it was read just now. */
export type Intent = {
  /** Throws `AppError` when it makes no sense, or no longer, for this invoice. */
  check?(invoice: BooksInvoice): void;
  /** What a later look compares with. */
  wanted?(invoice: BooksInvoice): Wanted;
  /** The exact body that will go out; null where the call says it all. */
  body?(invoice: BooksInvoice): WireBody | null;
  /** Every call through `write`; reads nothing. */
  carryOut(
    write: Write,
    invoice: BooksInvoice,
    body: WireBody | null,
  ): Promise<ChangeAnswer<Changed> | null>;
};

/** Where an intent can reach: QuickBooks, and these books of it. */
export type Reach = { quickbooks: QuickbooksGateway; realm: Realm };

/** Something that can be done with an invoice. A new one is an object like this, and a line in `actions`. */
export type Action<Input> = {
  kind: InvoiceAction;
  /** `shown` is the invoice as we last knew it. Throws `AppError` invalid_input. */
  intend(
    ctx: Ctx & Reach,
    input: Input,
    shown: WholeRow,
    connection: HolderConnection,
  ): Promise<Intent> | Intent;
} & Traces;

/** How what was done is recognised and told afterwards. */
export type Traces = {
  /** Whether a look after everything was over shows that it happened; `skewMs` as the gateway has it. */
  happened(found: Changed, change: Change, skewMs: number): boolean;
  entry: AuditEntry['action'];
  /** What the history says besides number and total. */
  details?(wanted: Wanted): Record<string, string>;
};
