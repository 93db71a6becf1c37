import type { FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { Settings } from '../config.ts';
import type { ErrorBody } from '../shared/contract/error-body.ts';
import { responseHeaders } from './response-headers.ts';

/** Of what Node says about a request that it cannot parse; everything else is a 400. */
const statuses: Record<string, string> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

/**
 * Answers requests that reach no route and no hook, with the same headers as all others: an address that is
 * not decodable, and what is no HTTP or did not arrive in time.
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
      // No route, so nothing else logs it.
      const answered = { code: 'invalid_input', req: request, res: { statusCode: 400 } };
      request.log.info(answered, 'request completed');
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
