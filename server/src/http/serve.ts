import type { FastifyInstance, onRequestAsyncHookHandler } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Ctx, Dependencies } from '../context.ts';
import type { Contract, Output, Parsed } from '../shared/contract/contract.ts';
import { userOf } from './panel-auth.ts';

/** Implements every action of a contract; a missing action does not compile. */
export type Service<C extends Contract> = {
  [Action in keyof C]: (ctx: Ctx, input: Parsed<C[Action]>) => Promise<Output<C[Action]>>;
};

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
