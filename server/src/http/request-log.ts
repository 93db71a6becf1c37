import type { FastifyReply, FastifyRequest } from 'fastify';
import fastify from 'fastify';

/** Logs a request once, when it has been answered: who asked what, how it ended, and in how many ms. */
class RequestLog extends fastify.LogController {
  override incomingRequest(): void {}

  override requestCompleted(
    error: Error | null | undefined,
    req: FastifyRequest,
    res: FastifyReply,
  ): void {
    const answered = { req, res, responseTime: res.elapsedTime };
    if (error) res.log.error({ ...answered, err: error }, 'request errored');
    else res.log.info(answered, 'request completed');
  }
}

export const requestLog = new RequestLog();
