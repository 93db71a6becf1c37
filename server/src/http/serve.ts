import type { FastifyInstance } from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Ctx, Doors } from '../context.ts';
import type { TokenVerifier } from '../pipedrive/signed-token.ts';
import type { Contract, Output, Parsed } from '../shared/contract.ts';
import { panelUser } from './panel-auth.ts';

/** A service answers every action of its contract; one that is missing does not compile. */
export type Service<C extends Contract> = {
  [Action in keyof C]: (ctx: Ctx, input: Parsed<C[Action]>) => Promise<Output<C[Action]>>;
};

/** Turns a contract and its service into routes: `POST /api/<feature>/<action>`. */
export const serve = <C extends Contract>(
  app: FastifyInstance,
  doors: Doors,
  verify: TokenVerifier,
  feature: string,
  contract: C,
  service: Service<C>,
): void => {
  const typed = app.withTypeProvider<ZodTypeProvider>();
  for (const action of Object.keys(contract) as (keyof C & string)[]) {
    const { kind, input, output } = contract[action] as C[typeof action];
    typed.route({
      method: 'POST',
      url: `/api/${feature}/${action}`,
      schema: {
        body: input,
        response: { 200: output },
        tags: [feature],
        summary: `${kind} ${action}`,
      },
      handler: async (request) => {
        const user = await panelUser(verify, request);
        return service[action]({ ...doors, ...user }, request.body as Parsed<C[typeof action]>);
      },
    });
  }
};
