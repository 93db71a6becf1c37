import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';
import { ApiError } from '../lib/api-error.ts';
import { request } from '../lib/request.ts';

export type CompanyData = Answer<'company-data', 'show'>;

export const companyData = queryOptions({
  queryKey: ['company-data'],
  queryFn: ({ signal }) => api['company-data'].show({}, { signal }),
});

/** Thousands of invoices take a while on a slow line. */
const exportPatienceMs = 15 * 60_000;

/** Everything that is stored of the company. Throws `ApiError`. */
export const fetchExport = async (): Promise<Blob> => {
  const response = await request('/api/company-data/export', { patienceMs: exportPatienceMs });
  try {
    return await response.blob();
  } catch {
    throw new ApiError('offline');
  }
};
