import type { FastifyInstance, FastifyRequest } from 'fastify';
import { refuseReadOnlyCompany } from '../company/closing-date.ts';
import { invoiceOf, objectNotFound } from '../company/references.ts';
import { sendInvoice } from '../company/send-invoice.ts';
import { invoicePdf } from '../pdf/invoice-pdf.ts';
import { faultAnswer } from '../wire/answer.ts';
import type { World } from '../world.ts';
import { batchAlone, runBatch } from './batch.ts';
import type { Call } from './call.ts';
import { changedSince } from './change-data-capture.ts';
import { writeFor } from './entities.ts';
import { exchangeRate } from './exchange-rate.ts';
import { once } from './once.ts';
import { preferencesView } from './preferences-view.ts';
import { queryEntities, readEntity } from './reads.ts';
import { answered, planned, serve } from './serve.ts';
import { storableText } from './stored-text.ts';

const root = '/v3/company/:realm';

interface Params {
  entity: string;
  id: string;
}

/** The Accounting API: every path of `/v3/company/{realm}/...`. */
export function apiRoutes(app: FastifyInstance, world: World): void {
  const reads = (
    method: 'GET' | 'POST',
    path: string,
    work: (call: Call, params: Params) => object,
  ) =>
    app.route({
      method,
      url: root + path,
      handler: (request, reply) =>
        serve(world, request, reply, (call) =>
          planned(request, call, (at) => answered(at, () => work(at, paramsOf(request)))),
        ),
    });
  reads('GET', '/query', (call) => queryEntities(call, call.query.query ?? ''));
  reads('POST', '/query', (call) => queryEntities(call, String(call.body ?? '')));
  reads('GET', '/preferences', (call) => ({ Preferences: preferencesView(call.realm.company) }));
  reads('GET', '/cdc', (call) => changedSince(call));
  reads('GET', '/exchangerate', (call) => exchangeRate(call));
  reads('GET', '/:entity/:id', (call, { entity, id }) => readEntity(call, entity, id));

  app.get(`${root}/invoice/:id/pdf`, (request, reply) =>
    serve(world, request, reply, async (call) => {
      const { company, now } = call.realm;
      const invoice = company.invoices[paramsOf(request).id];
      const body = invoice && (await invoicePdf(company, invoice));
      return planned(request, call, () => {
        if (!body) return faultAnswer(objectNotFound(), now, call.format);
        return { status: 200, contentType: 'application/pdf', body };
      });
    }),
  );

  app.post(`${root}/invoice/:id/send`, (request, reply) =>
    serve(world, request, reply, (call) => {
      if (request.headers['content-type'] !== 'application/octet-stream')
        request.journalEntry.notes.push('sent without Content-Type: application/octet-stream');
      const started = performance.now();
      return planned(request, call, (at) => {
        const answer = send(at, paramsOf(request).id);
        reply.header('service-time', Math.ceil(performance.now() - started));
        return answer;
      });
    }),
  );

  app.post(`${root}/batch`, (request, reply) =>
    serve(world, request, reply, (call) =>
      batchAlone(call, () => planned(request, call, (at) => batch(at, request))),
    ),
  );

  app.post(`${root}/:entity`, (request, reply) =>
    serve(world, request, reply, async (call) => {
      const outcome = await once(call, () => planned(request, call, (at) => write(at, request)));
      request.journalEntry.replayed = outcome.replayed;
      return outcome.answer;
    }),
  );
}

function write(call: Call, request: FastifyRequest) {
  return answered(call, () => {
    refuseReadOnlyCompany(call.realm.company);
    const body = storableText(call.body, call.switches);
    const result = writeFor(paramsOf(request).entity, call)({ ...call, body });
    call.world.changed();
    return result;
  });
}

/** Sends the e-mail on every call: this endpoint ignores `requestid`. */
function send(call: Call, id: string) {
  return answered(call, () => {
    const { realm, switches, query, world } = call;
    refuseReadOnlyCompany(realm.company);
    const invoice = invoiceOf(realm.company, id);
    const sent = sendInvoice(realm, invoice, { ...switches, to: query.sendTo });
    world.changed();
    return { Invoice: sent };
  });
}

function batch(call: Call, request: FastifyRequest) {
  return answered(call, () => {
    const { replayed, ...result } = runBatch(call);
    request.journalEntry.replayed = replayed;
    return result;
  });
}

function paramsOf(request: FastifyRequest): Params {
  const { entity, id } = request.params as Partial<Params>;
  return { entity: entity ?? '', id: id ?? '' };
}
