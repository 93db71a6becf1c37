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

/** Written in the background: lines that come while one is being written go out together after it. */
const standardOutput = (): DestinationStream => pino.destination({ sync: false });

/** The server's one logger, for requests and for background work; to standard output by default. */
export const makeLogger = (level: string, to: DestinationStream = standardOutput()): Logger =>
  pino({ ...options, level }, to);
