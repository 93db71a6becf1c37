import type { Dependencies } from '../context.ts';
import type { Tx } from '../db/database.ts';
import type { Realm } from '../quickbooks/gateway.ts';
import type { QuickbooksInvoice } from '../quickbooks/models.ts';
import type { ChangeAnswer, WriteAnswer } from '../quickbooks/write-result.ts';
import type { KindName, Operation } from './tables.ts';

/**
 * What a kind is given: every dependency, the realm, and its operation as it is stored. `background`: no user
 * waits for it.
 */
export type Work<Data> = Dependencies & {
  realm: Realm;
  operation: Operation<Data>;
  background?: boolean;
};

/** Answers that prove that nothing was changed. */
export type NothingDone = Exclude<ChangeAnswer<never>, { kind: 'done' | 'unclear' }>;

export type Ask = { kind: 'ask'; candidates: QuickbooksInvoice[] };

/** How a sending ended; `ask` when what came back may be something else. */
export type Sent<Value> = ChangeAnswer<Value> | Ask;

/**
 * Makes one call of an operation, and repeats it while the vendor is busy. What goes out is written down
 * first. Null when another worker has taken the operation over: then nothing went out.
 */
export type Call = <A extends WriteAnswer<unknown> | ChangeAnswer<unknown>>(
  request: (requestId: string) => Promise<A>,
) => Promise<A | null>;

/** What a lookup found out. It throws what reads of the vendor throw. */
export type Finding<Value> =
  | { kind: 'found'; value: Value }
  /** `candidates`: what the user is asked about before the operation is given up. */
  | { kind: 'not_found'; candidates?: QuickbooksInvoice[] }
  | Ask
  /** It cannot have happened. */
  | { kind: 'refused'; fault: Operation['fault'] }
  /** Not decided yet; a later lookup will tell. */
  | { kind: 'wait' }
  /** The vendor answers, but rejects every way of asking; `candidates` is what could be read. */
  | { kind: 'rejected'; candidates?: QuickbooksInvoice[] };

/** How an operation ended that changed nothing. */
export type Ending = {
  state: 'refused' | 'not_done' | 'unknown';
  fault: Operation['fault'];
  tid: string | null;
};

/** What may follow in the same transaction: another operation, sent at once. */
export type Next = { kind: AnyKind; operation: Operation } | null;

/** One kind of change. It stands next to its feature; the engine in this folder does all the rest. */
export type Kind<Data, Value> = {
  name: KindName;
  /**
   * After a lookup that found nothing. `replay`: under the same request id while the vendor keeps it, which
   * is for creations only. `never`: the operation is over. `until_done`: sent again until it succeeds.
   */
  again: 'replay' | 'never' | 'until_done';
  /** Whether the user can be asked which of several objects it created. */
  asks: boolean;
  /** Sends it through `call`. Throws `AppError` when nothing was sent. `replay`: not for the first time. */
  send(work: Work<Data>, call: Call, replay: boolean): Promise<Sent<Value> | null>;
  /** Reads it anew after somebody changed the object. Throws `AppError` when it is not possible any more. */
  renew?(work: Work<Data>): Promise<Pick<Operation<Data>, 'body' | 'data'> | { unneeded: Value }>;
  /** Finds out whether it took effect. */
  recognise(work: Work<Data>): Promise<Finding<Value>>;
  /** The id of what was created. */
  resultOf?(value: Value): string;
  /** All that follows from success. `taken`: another operation has claimed this very object. */
  apply(tx: Tx, work: Work<Data>, value: Value): Promise<Next | 'taken'>;
  /** What follows when it changed nothing. */
  end?(tx: Tx, work: Work<Data>, ending: Ending): Promise<void>;
  /** For kinds that are sent until done: whether no later try can succeed. */
  isHopeless?(error: unknown): boolean;
};

// biome-ignore lint/suspicious/noExplicitAny: the engine passes data and values on unseen.
export type AnyKind = Kind<any, any>;

/** Every kind by its name; assembled where dependencies are wired. */
export type Kinds = Record<KindName, AnyKind>;
