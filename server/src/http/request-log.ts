import type { FastifyReply, FastifyRequest } from 'fastify';
import fastify from 'fastify';

/** The client closed the connection or stopped reading, which is no error of ours. */
const clientGone = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

const isClientGone = (error: Error): boolean =>
  clientGone.has((error as NodeJS.ErrnoException).code ?? '');

/** Logs each request once, at its end, with company, error code and duration in ms. */
class RequestLog extends fastify.LogController {
  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    req: FastifyRequest,
    res: FastifyReply,
  ): void {
    const { errorCode: code, panelUser } = req;
    const context = { ...(code && { code }), ...(panelUser && { companyId: panelUser.companyId }) };
    const entry = { ...context, req, res, responseTime: res.elapsedTime };
    if (error && isClientGone(error)) res.log.info(entry, 'client went away');
    else if (error) res.log.error({ ...entry, err: error }, 'request errored');
    else if (res.statusCode >= 500) res.log.warn(entry, 'request completed');
    else res.log.info(entry, 'request completed');
  }
}

export const requestLog = new RequestLog();
