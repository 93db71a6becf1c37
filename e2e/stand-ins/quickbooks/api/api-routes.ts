import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { refuseReadOnlyCompany } from '../books/closed-books.ts';
import { objectNotFound } from '../books/references.ts';
import { invoicePdf } from '../pdf/invoice-pdf.ts';
import { type Answer, faultAnswer, resultAnswer } from '../wire/answer.ts';
import { ApiFault, refusal } from '../wire/faults.ts';
import { booksOf, now, switchesFor, type World } from '../world.ts';
import { type Call, formatFor } from './call.ts';
import { writeFor } from './entities.ts';
import { exchangeRate } from './exchange-rate.ts';
import { refusedAtGate, throttled } from './gateway.ts';
import { once } from './once.ts';
import { withPlan } from './planned-faults.ts';
import { preferencesView } from './preferences-view.ts';
import { isTooFast } from './rate-limit.ts';
import { queryEntities, readEntity } from './reads.ts';

const root = '/v3/company/:realm';

/** The Accounting API: every path of `/v3/company/{realm}/...`. */
export function apiRoutes(app: FastifyInstance, world: World): void {
  const get = (path: string, work: (call: Call, params: Params) => object) =>
    app.get(root + path, (request, reply) =>
      serve(world, request, reply, (call) =>
        withPlan(request.plan, now(world), call.format, () =>
          answered(call, () => work(fresh(call), paramsOf(request))),
        ),
      ),
    );
  get('/query', (call) => queryEntities(call.books.company, call.query.query ?? ''));
  get('/preferences', (call) => ({ Preferences: preferencesView(call.books.company) }));
  get('/exchangerate', (call) => exchangeRate(call));
  get('/:entity/:id', (call, { entity, id }) => readEntity(call.books.company, entity, id));

  app.post(`${root}/query`, (request, reply) =>
    serve(world, request, reply, (call) =>
      withPlan(request.plan, now(world), call.format, () =>
        answered(call, () => queryEntities(call.books.company, String(call.body ?? ''))),
      ),
    ),
  );

  app.get(`${root}/invoice/:id/pdf`, (request, reply) =>
    serve(world, request, reply, async (call) => {
      const invoice = call.books.company.invoices[paramsOf(request).id];
      const body = invoice && (await invoicePdf(call.books.company, invoice));
      return withPlan(request.plan, now(world), call.format, () => {
        if (!body) return faultAnswer(objectNotFound(), now(world), call.format);
        return { status: 200, contentType: 'application/pdf', body };
      });
    }),
  );

  app.post(`${root}/:entity`, (request, reply) =>
    serve(world, request, reply, async (call) => {
      const write = () => {
        const at = fresh(call);
        refuseReadOnlyCompany(at.books.company);
        const result = writeFor(paramsOf(request).entity, at)(at);
        world.changed();
        return result;
      };
      const outcome = await once(call, () =>
        withPlan(request.plan, now(world), call.format, () => answered(call, write)),
      );
      request.journalEntry.replayed = outcome.replayed;
      return outcome.answer;
    }),
  );
}

interface Params {
  entity: string;
  id: string;
}

function paramsOf(request: FastifyRequest): Params {
  const { entity, id } = request.params as Partial<Params>;
  return { entity: entity ?? '', id: id ?? '' };
}

/** After a delay the clock has moved on; the books are looked at anew. */
function fresh(call: Call): Call {
  return { ...call, books: booksOf(call.world, call.books.company) };
}

function answered(call: Call, work: () => object): Answer {
  try {
    return resultAnswer(work(), now(call.world), call.format);
  } catch (error) {
    if (error instanceof ApiFault) return faultAnswer(error, now(call.world), call.format);
    throw error;
  }
}

/** Gateway first, then the call; a fault thrown on the way becomes its answer. */
async function serve(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (call: Call) => Promise<Answer>,
): Promise<FastifyReply> {
  const { realm } = request.params as { realm: string };
  const format = formatFor(request);
  const refused = refusedAtGate(world, {
    authorization: request.headers.authorization,
    realm,
    format,
  });
  const company = world.companies[realm];
  if (refused || !company) return send(reply, refused ?? throttled(now(world)));
  const switches = switchesFor(world, company);
  if (isTooFast(world, realm, switches.requestsPerSecond))
    return send(reply, throttled(now(world)));
  const query = request.query as Record<string, string | undefined>;
  const call: Call = {
    world,
    books: booksOf(world, company),
    switches,
    query,
    body: request.body,
    format,
  };
  try {
    if (request.badJson)
      throw refusal('2010', 'Property Name:Unexpected end or character in the body', '');
    return send(reply, await work(call));
  } catch (error) {
    if (error instanceof ApiFault) return send(reply, faultAnswer(error, now(world), format));
    throw error;
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply.code(answer.status).type(answer.contentType).send(answer.body);
}
