import type { Dependencies } from '../context.ts';
import type { Tx } from '../db/database.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import type { ChangeAnswer, WriteAnswer } from '../quickbooks/write-result.ts';
import type { KindName, Operation } from './tables.ts';

/**
 * What the methods of a kind receive: all dependencies, the realm and the stored operation.
 * `background` is true when no user waits.
 */
export type Work<Data> = Dependencies & {
  realm: Realm;
  operation: Operation<Data>;
  background?: boolean;
};

/** Results that prove that the vendor changed nothing. */
export type NothingDone = Exclude<ChangeAnswer<never>, { kind: 'done' | 'unclear' }>;

export type Ask = { kind: 'ask'; candidates: QuickbooksInvoice[] };

/**
 * Result of sending; `ask` when the response may describe another invoice, so the user must choose.
 */
export type Sent<Value> = ChangeAnswer<Value> | Ask;

/**
 * Makes one call of an operation and retries it while the vendor answers 429. Stores the sending
 * before each request. Resolves to null, with nothing sent, when another worker has taken over the
 * operation.
 */
export type Call = <A extends WriteAnswer<unknown> | ChangeAnswer<unknown>>(
  request: (requestId: string) => Promise<A>,
) => Promise<A | null>;

/** Result of a lookup. A lookup throws the same errors as other reads of the vendor. */
export type Finding<Value> =
  | { kind: 'found'; value: Value }
  /** `candidates`: invoices to offer to the user before the operation is given up. */
  | { kind: 'not_found'; candidates?: QuickbooksInvoice[] }
  | Ask
  /** The change cannot have happened. */
  | { kind: 'refused'; fault: Operation['fault'] }
  /** Undecided: look up again later. */
  | { kind: 'wait' }
  /** The vendor responds but rejects every query; `candidates` is the part that could be read. */
  | { kind: 'rejected'; candidates?: QuickbooksInvoice[] };

/** Final state of an operation that changed nothing. */
export type Ending = {
  state: 'refused' | 'not_done' | 'unknown';
  fault: Operation['fault'];
  tid: string | null;
};

/**
 * Follow-up operation, stored in the same transaction and sent at once. `separate`: its outcome does
 * not change that of the first operation.
 */
export type Next = { kind: AnyKind; operation: Operation; separate?: boolean } | null;

/**
 * One kind of operation, defined next to its feature. The engine in this folder sends, looks up and
 * stores.
 */
export type Kind<Data, Value> = {
  name: KindName;
  /**
   * What to do when a lookup finds nothing. `replay` (creations only): send again under the same
   * request id while the vendor remembers it. `never`: end the operation. `until_done`: send until
   * it succeeds.
   */
  again: 'replay' | 'never' | 'until_done';
  /** Whether the user can choose among several objects that the operation may have created. */
  asks: boolean;
  /**
   * Sends the operation through `call`; `replay` is true for repetitions. Throws `AppError` only
   * when nothing was sent.
   */
  send(work: Work<Data>, call: Call, replay: boolean): Promise<Sent<Value> | null>;
  /**
   * Rebuilds body and data from the current object after a stale-object fault. Throws `AppError`
   * when the change is no longer possible.
   */
  renew?(work: Work<Data>): Promise<Pick<Operation<Data>, 'body' | 'data'> | { unneeded: Value }>;
  /** Looks up whether the operation took effect. */
  recognise(work: Work<Data>): Promise<Finding<Value>>;
  /** Id of the created object. */
  resultOf?(value: Value): string;
  /** Stores all effects of success. `taken`: another operation has already claimed this object. */
  apply(tx: Tx, work: Work<Data>, value: Value): Promise<Next | 'taken'>;
  /** Stores the effects of an operation that changed nothing. */
  end?(tx: Tx, work: Work<Data>, ending: Ending): Promise<void>;
  /** For `until_done`: whether this error makes further tries pointless. */
  isHopeless?(error: unknown): boolean;
};

// biome-ignore lint/suspicious/noExplicitAny: the engine passes data and values through without reading them.
export type AnyKind = Kind<any, any>;

/** All kinds by name; see operation-kinds.ts. */
export type Kinds = Record<KindName, AnyKind>;
