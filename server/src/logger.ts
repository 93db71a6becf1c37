import { type DestinationStream, type Logger, type LoggerOptions, pino } from 'pino';

const options: LoggerOptions = {
  // A query string may carry a token or a code; the path alone tells what was asked.
  serializers: {
    req: (request: { method?: string; url?: string }) => ({
      method: request.method,
      path: request.url?.split('?')[0],
    }),
  },
};

/** The server's one logger, for requests and for background work; to standard output by default. */
export const makeLogger = (level: string, to?: DestinationStream): Logger =>
  to ? pino({ ...options, level }, to) : pino({ ...options, level });
