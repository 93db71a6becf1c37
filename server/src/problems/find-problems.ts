import { AppError } from '../app-error.ts';
import type { Reader } from '../db/database.ts';
import type { ProblemKind } from './contract.ts';
import {
  type FoundProblem,
  type ProblemSource,
  type Scope,
  sourceLimit,
} from './problem-source.ts';
import { sources } from './sources.ts';
import { ignoredFingerprints } from './store.ts';

export type ListedProblem = FoundProblem & {
  id: string;
  kind: ProblemKind;
  isIgnored: boolean;
};

type Found = {
  problems: ListedProblem[];
  /** True when a source has more problems than it lists. */
  more: boolean;
};

const idOf = ({ kind }: ProblemSource, { key }: FoundProblem): string => `${kind}:${key}`;

/** All problems in a scope, the worst kind first; those that name invoices or deals only for the owner. */
export const findProblems = async (
  db: Reader,
  scope: Scope,
  { isOwner }: { isOwner: boolean },
): Promise<Found> => {
  const visible = sources.filter(({ audience }) => isOwner || audience === 'company');
  const [ignored, ...lists] = await Promise.all([
    ignoredFingerprints(db, scope.realmKey),
    ...visible.map((source) => source.list(db, scope)),
  ]);
  const problems = visible.flatMap((source, index) =>
    (lists[index] ?? []).map((found) => {
      const id = idOf(source, found);
      const isIgnored = found.canIgnore && ignored.get(id) === found.fingerprint;
      return { ...found, id, kind: source.kind, isIgnored };
    }),
  );
  return { problems, more: lists.some((list) => list.length >= sourceLimit) };
};

/** One problem with its source. Throws not_found when it is gone. */
export const findProblem = async (
  db: Reader,
  scope: Omit<Scope, 'key' | 'dealIds'>,
  id: string,
): Promise<{ source: ProblemSource; found: FoundProblem; scope: Scope }> => {
  const end = id.indexOf(':');
  const source = sources.find(({ kind }) => kind === id.slice(0, end));
  const key = id.slice(end + 1);
  const narrow = { ...scope, dealIds: null, key };
  const found = (await source?.list(db, narrow))?.find((one) => one.key === key);
  if (!source || !found) throw new AppError('not_found');
  return { source, found, scope: narrow };
};
