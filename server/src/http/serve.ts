import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Dependencies, Service } from '../context.ts';
import { userOf } from '../requests.ts';
import type { Contract, Parsed } from '../shared/contract/contract.ts';

/** Adds a route `POST /api/<feature>/<action>` for each action of a contract, behind `signedIn`. */
export const serve = <C extends Contract>(
  app: FastifyInstance,
  dependencies: Dependencies,
  signedIn: onRequestAsyncHookHandler,
  feature: string,
  contract: C,
  service: Service<C>,
): void => {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  for (const action of Object.keys(contract) as (keyof C & string)[]) {
    const { kind, input, output, bytes } = contract[action] as C[typeof action];
    typed.route({
      method: 'POST',
      url: `/api/${feature}/${action}`,
      schema: {
        body: input,
        response: { 200: output },
        tags: [feature],
        summary: `${kind} ${action}`,
      },
      bodyLimit: bytes,
      onRequest: signedIn,
      handler: async (request) => {
        const ctx = { ...dependencies, ...userOf(request) };
        return service[action](ctx, request.body as Parsed<C[typeof action]>);
      },
    });
  }
};
