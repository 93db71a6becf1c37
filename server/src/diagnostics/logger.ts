import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';
import { errorFields } from './error-fields.ts';

/** What goes wrong in the background is told here; never a token, never a body. */
export type Log = {
  info(what: Record<string, unknown>, message: string): void;
  warn(what: Record<string, unknown>, message: string): void;
  error(what: Record<string, unknown>, message: string): void;
};

const longestPath = 200;

/** Anybody can ask for a path of 16 kB; the log keeps what a route of ours can have. */
const shortened = (path: string): string =>
  path.length > longestPath ? `${path.slice(0, longestPath)}…` : path;

const options: LoggerOptions = {
  // A query string may carry a token or a code; the path alone tells what was asked.
  serializers: {
    err: errorFields,
    req: (request: { method?: string; url?: string }) => ({
      method: request.method,
      path: shortened(request.url?.split('?')[0] ?? ''),
    }),
  },
};

/**
 * Written in the background, a page of lines at a time or what there is ten times a second: a write for
 * every line would cost as much as a tenth of what the line tells of.
 */
const standardOutput = (): DestinationStream =>
  pino.destination({ sync: false, minLength: 4_096, periodicFlush: 100 });

/** The server's one logger, for requests and for background work; to standard output by default. */
export const makeLogger = (level: string, to: DestinationStream = standardOutput()): Logger =>
  pino({ ...options, level }, to);
