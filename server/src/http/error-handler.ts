import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError } from '../app-error.ts';
import { storageProblem } from '../db/storage-error.ts';
import { type ErrorBody, type ErrorCode, errorStatus } from '../shared/contract/error-body.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The code of the error that answers it, for the log. */
    errorCode: ErrorCode | null;
  }
}

const asAppError = (error: unknown): AppError => {
  if (error instanceof AppError) return error;
  const problem = storageProblem(error);
  if (problem) return new AppError(problem.mayBeStored ? 'not_recorded' : 'storage_unavailable');
  if (hasZodFastifySchemaValidationErrors(error)) {
    const fields = error.validation.map((issue) => ({
      path: issue.instancePath.slice(1).replaceAll('/', '.'),
      problem: 'refused' as const,
    }));
    return new AppError('invalid_input', { fields });
  }
  const status = (error as { statusCode?: number } | null)?.statusCode ?? 500;
  const byStatus: Record<number, ErrorCode> = { 404: 'not_found', 429: 'rate_limited' };
  return new AppError(byStatus[status] ?? (status < 500 ? 'invalid_input' : 'internal'));
};

/** Every failure leaves as one of our codes; what was not meant for the user stays in the log. */
export const handleErrors = (app: FastifyInstance): void => {
  app.decorateRequest('errorCode', null);
  app.setErrorHandler((error: Error | null, request: FastifyRequest, reply: FastifyReply) => {
    const known = asAppError(error);
    if (known.code === 'internal') {
      const companyId = request.panelUser?.companyId;
      request.log.error({ companyId, route: request.routeOptions.url, err: error }, 'failed');
    }
    const problem = storageProblem(error);
    if (problem) {
      const { reason, code } = problem;
      request.log.error({ reason, code }, 'the database does not work');
    }
    request.errorCode = known.code;
    const body: ErrorBody = {
      error: {
        code: known.code,
        fields: known.fields,
        details: known.details,
        requestId: request.id,
      },
    };
    if (known.details?.retryAfter) reply.header('retry-after', known.details.retryAfter);
    return reply.status(errorStatus[known.code]).send(body);
  });
  app.setNotFoundHandler(() => {
    throw new AppError('not_found');
  });
};
