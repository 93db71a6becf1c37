import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { problems } from '../problems/contract.ts';
import type { Output } from '../shared/contract/contract.ts';
import type { TestApp } from './build-test-app.ts';

export type ListedProblems = Output<typeof problems.list>;
export type ListedRecords = Output<typeof problems.records>;

type Context = { of: 'company' } | { of: 'deal'; id: number };

const company: Context = { of: 'company' };

/** Calls of the list of problems by a user. */
export const problemsOf = ({ call }: Pick<TestApp, 'call'>, user: PipedriveUser) => {
  const list = async (context: Context = company, ignored = false) =>
    (await call(user, 'problems/list', { context, ignored, skip: 0 })).body as ListedProblems;
  return {
    list,
    /** The problems of one kind. */
    ofKind: async (kind: ListedProblems['rows'][number]['kind'], context?: Context) =>
      (await list(context)).rows.filter((row) => row.kind === kind),
    ignored: () => list(company, true),
    retry: async (id: string) => (await call(user, 'problems/retry', { id })).body,
    ignore: ({ id, fingerprint }: { id: string; fingerprint: string }) =>
      call(user, 'problems/ignore', { id, fingerprint }),
    restore: (id: string) => call(user, 'problems/restore', { id }),
    records: async (differs: object = {}) => {
      const input = { kinds: [], states: [], number: '', cursor: null, ...differs };
      return (await call(user, 'problems/records', input)).body as ListedRecords;
    },
  };
};
