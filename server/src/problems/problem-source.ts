import type { OwnedConnection } from '../connection/invoice-access.ts';
import type { Ctx } from '../context.ts';
import type { Reader } from '../db/database.ts';
import type { RealmKey } from '../db/realm.ts';
import type { NameRef } from '../names/names-by-id.ts';
import type { PartyRef } from '../pipedrive/party-check.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { Problem, ProblemKind, problems } from './contract.ts';

/** Where problems are looked for. */
export type Scope = {
  realmKey: RealmKey;
  /** Epoch milliseconds. */
  now: number;
  /** Only problems of these deals, or of no deal; null for all. */
  dealIds: number[] | null;
  /** Only the problem with this key; null for all. */
  key: string | null;
};

/** A problem as its source finds it; instants are epoch milliseconds. */
export type FoundProblem = Pick<Problem, 'state' | 'code' | 'said' | 'subject' | 'name'> & {
  /** Identifies the thing among those of the source. */
  key: string;
  fingerprint: string;
  since: number | null;
  invoiceId: string | null;
  dealId: number | null;
  draftId: string | null;
  party: PartyRef | null;
  /** Customer, item, vendor or employee in QuickBooks. */
  named: NameRef | null;
  canRetry: boolean;
  canIgnore: boolean;
};

export type RetryOutcome = Output<(typeof problems)['retry']>['outcome'];

/** The owner's request to try again. */
export type Retry = { ctx: Ctx; connection: OwnedConnection; scope: Scope };

/** One kind of problem. A new one needs an object like this and a line in `sources.ts`. */
export type ProblemSource = {
  kind: ProblemKind;
  /** `company`: every user with the app may see it, because it names no invoice and no deal. */
  audience: 'owner' | 'company';
  /** Finds at most `sourceLimit` problems, the latest first. */
  list(db: Reader, scope: Scope): Promise<FoundProblem[]>;
  /** Absent when only the user can solve the problem. Throws `AppError`. */
  retry?(retry: Retry, found: FoundProblem): Promise<RetryOutcome>;
};

/** More problems of one kind are not listed until some are solved. */
export const sourceLimit = 200;

/** Fields that most problems do not have. */
export const nothingElse = {
  state: '',
  code: null,
  said: '',
  subject: '',
  name: '',
  invoiceId: null,
  dealId: null,
  draftId: null,
  party: null,
  named: null,
  canRetry: true,
  canIgnore: true,
} satisfies Partial<FoundProblem>;

/** Of the vendor's message, for the list. */
export const shortened = (said: string): string =>
  said.length > 300 ? `${said.slice(0, 299)}…` : said;
