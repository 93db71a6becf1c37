import type { FastifyInstance } from 'fastify';
import { budgetOf } from '../rest/budget.ts';
import type { Emulator } from '../world/emulator.ts';

/**
 * `GET /host/news?companyId=`: server-sent events `changed` after a change of the company's data,
 * and `budget` with the spent tokens after an API call.
 */
export function newsRoute(app: FastifyInstance, emulator: Emulator): void {
  app.get('/host/news', async (request, reply) => {
    const companyId = Number((request.query as { companyId?: string }).companyId);
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-store',
    });
    reply.raw.write(': listening\n\n');
    const tellChange = (changed: number | null) => {
      if (changed === null || changed === companyId) reply.raw.write('event: changed\ndata:\n\n');
    };
    const tellBudget = (spender: number) => {
      if (spender !== companyId) return;
      const budget = budgetOf(emulator.world, companyId);
      reply.raw.write(`event: budget\ndata: ${JSON.stringify(budget)}\n\n`);
    };
    emulator.news.on('company', tellChange).on('budget', tellBudget);
    request.raw.once('close', () => {
      emulator.news.off('company', tellChange).off('budget', tellBudget);
    });
  });
}
