import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { Settings } from '../config.ts';
import type { ErrorBody } from '../shared/contract/error-body.ts';
import { responseHeaders } from './response-headers.ts';

/** Status by Node's error code for a request it cannot parse; any other code gives 400. */
const statuses: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Responds with our usual headers to requests that reach no route and no hook: a URL that cannot be
 * decoded, invalid HTTP, and a request that arrives too slowly.
 */
export const answerUnreadable = (
  settings: Settings,
): Pick<FastifyServerOptions, 'frameworkErrors' | 'clientErrorHandler'> => {
  const headers = {
    ...responseHeaders(settings).data,
    'cache-control': 'no-cache, no-store',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return {
    frameworkErrors(_error: Error, request: FastifyRequest, reply: FastifyReply) {
      // The request has no route, so the request log does not see it.
      const entry = { code: 'invalid_input', req: request, res: { statusCode: 400 } };
      request.log.info(entry, 'request completed');
      const body: ErrorBody = { error: { code: 'invalid_input', requestId: request.id } };
      reply.status(400).headers(headers).send(body);
    },
    clientErrorHandler(error, socket) {
      if (error.code === 'ECONNRESET' || !socket.writable) {
        socket.destroy();
        return;
      }
      const status = statuses[error.code] ?? '400 Bad Request';
      const head = `HTTP/1.1 ${status}\r\n${lines.join('')}content-length: 0\r\n`;
      socket.end(`${head}connection: close\r\n\r\n`);
    },
  };
};
