import type { FastifyReply, FastifyRequest } from 'fastify';
import fastify from 'fastify';

/** The client closed the connection, or read no further: nothing is wrong here. */
const clientGone = new Set(['ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE']);

const isClientGone = (error: Error): boolean =>
  clientGone.has((error as NodeJS.ErrnoException).code ?? '');

/** Logs a request once, when it has been answered: who asked what, how it ended, and in how many ms. */
class RequestLog extends fastify.LogController {
  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    req: FastifyRequest,
    res: FastifyReply,
  ): void {
    const { errorCode: code, panelUser } = req;
    const about = { ...(code && { code }), ...(panelUser && { companyId: panelUser.companyId }) };
    const answered = { ...about, req, res, responseTime: res.elapsedTime };
    if (error && isClientGone(error)) res.log.info(answered, 'client went away');
    else if (error) res.log.error({ ...answered, err: error }, 'request errored');
    else if (res.statusCode >= 500) res.log.warn(answered, 'request completed');
    else res.log.info(answered, 'request completed');
  }
}

export const requestLog = new RequestLog();
