import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { AppError } from '../app-error.ts';
import { storageProblem } from '../db/storage-error.ts';
import { type ErrorBody, type ErrorCode, errorStatus } from '../shared/contract/error-body.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Error code of the response, for the log. */
    errorCode: ErrorCode | null;
  }
}

const toAppError = (error: unknown): AppError => {
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

/**
 * Converts every error to a response with one of our codes; logs internal errors and storage
 * failures.
 */
export const handleErrors = (app: FastifyInstance): void => {
  app.decorateRequest('errorCode', null);
  app.setErrorHandler((error: Error | null, request: FastifyRequest, reply: FastifyReply) => {
    const appError = toAppError(error);
    if (appError.code === 'internal') {
      const companyId = request.panelUser?.companyId;
      request.log.error({ companyId, route: request.routeOptions.url, err: error }, 'failed');
    }
    const problem = storageProblem(error);
    if (problem) {
      const { reason, code } = problem;
      request.log.error({ reason, code }, 'the database does not work');
    }
    request.errorCode = appError.code;
    const body: ErrorBody = {
      error: {
        code: appError.code,
        fields: appError.fields,
        details: appError.details,
        requestId: request.id,
      },
    };
    if (appError.details?.retryAfter) reply.header('retry-after', appError.details.retryAfter);
    return reply.status(errorStatus[appError.code]).send(body);
  });
  app.setNotFoundHandler(() => {
    throw new AppError('not_found');
  });
};
