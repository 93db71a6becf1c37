import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { InvoiceContext } from '../host/read-context.ts';
import { type Answer, api } from '../lib/api.ts';

type Listed = Answer<'problems', 'list'>;
export type Problem = Listed['rows'][number];
export type SyncRecord = Answer<'problems', 'records'>['rows'][number];

const company: InvoiceContext = { of: 'company' };

/** All lists of problems, which change with each retry and ignore. */
export const problemsKey = ['problems'] as const;

/** The first problems of a context, and how many there are. */
export const foundProblems = (context: InvoiceContext = company) =>
  queryOptions({
    queryKey: [...problemsKey, 'found', context],
    queryFn: ({ signal }) => api.problems.list({ context, ignored: false, skip: 0 }, { signal }),
    retry: false,
  });

/** For failures that become lasting ones, which nothing announces. */
const rereadEveryMs = 30_000;
const rereadSoonMs = 800;

/** The problems of the company page by page; read again while the page is visible. */
export const problemPages = (ignored: boolean, { soon }: { soon: boolean }) =>
  infiniteQueryOptions({
    queryKey: [...problemsKey, 'pages', ignored],
    queryFn: ({ pageParam, signal }) =>
      api.problems.list({ context: company, ignored, skip: pageParam }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ next }) => next,
    refetchInterval: soon ? rereadSoonMs : rereadEveryMs,
  });

export type RecordFilters = Pick<
  Parameters<typeof api.problems.records>[0],
  'kinds' | 'states' | 'number'
>;

export const recordPages = (filters: RecordFilters) =>
  infiniteQueryOptions({
    queryKey: ['sync-records', filters],
    queryFn: ({ pageParam, signal }) =>
      api.problems.records({ ...filters, cursor: pageParam }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    placeholderData: keepPreviousData,
  });
