import { AppError } from '../app-error.ts';

type ApiResponse = { status: number; headers: Headers; body: unknown };

const defaultWaitSeconds = 2;
const dailyLimitWaitSeconds = 3600;

/**
 * Classifies a failed response by its status; null for a success. A 403 without JSON comes from the
 * proxy in front of the API, which blocks clients that continue after a 429.
 * https://pipedrive.readme.io/docs/core-api-concepts-rate-limiting
 */
export const faultOf = (
  response: ApiResponse,
  gone: 'deal_not_found' | 'not_found',
): AppError | null => {
  const { status, body } = response;
  if (status >= 200 && status < 300) {
    return body === null ? new AppError('pipedrive_unavailable') : null;
  }
  if (isRateLimited(response)) {
    return new AppError('pipedrive_busy', { details: { retryAfter: secondsToWait(response) } });
  }
  if (status === 404 || status === 410) return new AppError(gone);
  if (status === 402 || status === 403) return new AppError('pipedrive_forbidden');
  return new AppError('pipedrive_unavailable');
};

/** Whether the API or the proxy in front of it refused because of a rate limit. */
export const isRateLimited = ({ status, body }: Pick<ApiResponse, 'status' | 'body'>): boolean =>
  status === 429 || (status === 403 && body === null);

/**
 * `x-ratelimit-reset` is documented without a unit: small numbers are taken as seconds, others
 * ignored.
 */
const secondsToWait = ({ headers }: ApiResponse): number => {
  const seconds =
    wholeSeconds(headers.get('retry-after')) ?? wholeSeconds(headers.get('x-ratelimit-reset'));
  const isDaySpent = headers.get('x-daily-ratelimit-token-remaining')?.trim() === '0';
  return Math.max(seconds ?? defaultWaitSeconds, isDaySpent ? dailyLimitWaitSeconds : 1);
};

const maxWaitSeconds = 86_400;

const wholeSeconds = (header: string | null): number | null => {
  const value = header === null || header.trim() === '' ? Number.NaN : Number(header);
  if (!Number.isFinite(value) || value < 0) return null;
  return value > maxWaitSeconds ? null : Math.ceil(value);
};
