import { AppError } from '../app-error.ts';

type Answer = { status: number; headers: Headers; body: unknown };

const burstSeconds = 2;
const daySeconds = 3600;

/**
 * What an answer means when it is not what was asked for; null when it is. Told by status, never by
 * words. A 403 that is no JSON comes from the gate before the API, which closes on those who go on after
 * a 429 (Pipedrive: Rate limiting).
 */
export const faultOf = (answer: Answer, gone: 'deal_not_found' | 'not_found'): AppError | null => {
  const { status, body } = answer;
  if (status >= 200 && status < 300) {
    return body === null ? new AppError('pipedrive_unavailable') : null;
  }
  if (isTooMany(answer)) {
    return new AppError('pipedrive_busy', { details: { retryAfter: secondsToWait(answer) } });
  }
  if (status === 404 || status === 410) return new AppError(gone);
  if (status === 402 || status === 403) return new AppError('pipedrive_forbidden');
  return new AppError('pipedrive_unavailable');
};

/** Whether Pipedrive, or the gate before it, refuses because of its limits. */
export const isTooMany = ({ status, body }: Pick<Answer, 'status' | 'body'>): boolean =>
  status === 429 || (status === 403 && body === null);

/**
 * Seconds after which another call makes sense. `x-ratelimit-reset` is documented without a unit: small
 * numbers are seconds to wait, large ones an instant.
 */
const secondsToWait = ({ headers }: Answer): number => {
  const told =
    wholeSeconds(headers.get('retry-after')) ?? wholeSeconds(headers.get('x-ratelimit-reset'));
  const dayIsSpent = headers.get('x-daily-ratelimit-token-remaining')?.trim() === '0';
  return Math.max(told ?? burstSeconds, dayIsSpent ? daySeconds : 1);
};

const longestWait = 86_400;

const wholeSeconds = (header: string | null): number | null => {
  const value = header === null || header.trim() === '' ? Number.NaN : Number(header);
  if (!Number.isFinite(value) || value < 0) return null;
  return value > longestWait ? null : Math.ceil(value);
};
