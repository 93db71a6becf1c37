import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { errorFields } from './error-fields.ts';

/** The log of background work. Never log a token or a body. */
export type Log = {
  info(what: Record<string, unknown>, message: string): void;
  warn(what: Record<string, unknown>, message: string): void;
  error(what: Record<string, unknown>, message: string): void;
};

const longestPath = 200;

/** Truncates the path: anyone may request 16 kB, but no route of ours is longer than this. */
const shortened = (path: string): string =>
  path.length > longestPath ? `${path.slice(0, longestPath)}…` : path;

const options: LoggerOptions = {
  // Log only the path: a query string may carry a token or a code.
  serializers: {
    err: errorFields,
    req: (request: { method?: string; url?: string }) => ({
      method: request.method,
      path: shortened(request.url?.split('?')[0] ?? ''),
    }),
  },
};

/**
 * Buffers lines and writes 4 kB at a time, or ten times a second. Writing each line at once would
 * cost a tenth of the time of the request it describes.
 */
const standardOutput = (): DestinationStream =>
  pino.destination({ sync: false, minLength: 4_096, periodicFlush: 100 });

/**
 * Creates the logger of the process, for requests and background work; writes to standard output by
 * default.
 */
export const makeLogger = (level: string, to: DestinationStream = standardOutput()): Logger =>
  pino({ ...options, level }, to);
