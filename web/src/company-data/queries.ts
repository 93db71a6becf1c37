import { queryOptions } from '@tanstack/react-query';
import { type Answer, api } from '../lib/api.ts';
import { ApiError } from '../lib/api-error.ts';
import { request } from '../lib/request.ts';

export type CompanyData = Answer<'company-data', 'show'>;

export const companyData = queryOptions({
  queryKey: ['company-data'],
  queryFn: ({ signal }) => api['company-data'].show({}, { signal }),
});

/** Exporting thousands of invoices takes minutes on a slow connection. */
const exportPatienceMs = 15 * 60_000;

/** Loads all stored data of the company. Throws {@link ApiError}. */
export const fetchExport = async (): Promise<Blob> => {
  const response = await request('/api/company-data/export', { patienceMs: exportPatienceMs });
  try {
    return await response.blob();
  } catch {
    throw new ApiError('offline');
  }
};
