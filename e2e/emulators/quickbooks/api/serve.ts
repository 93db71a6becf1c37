import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Answer, faultAnswer, resultAnswer } from '../wire/answer.ts';
import { ApiFault, refusal } from '../wire/faults.ts';
import { now, realmOf, switchesFor, type World } from '../world.ts';
import { type Call, formatFor } from './call.ts';
import { refusedAtGate, throttled } from './gateway.ts';
import { withPlan } from './planned-faults.ts';

/** Runs the gateway, then the call; a thrown fault becomes the response. */
export async function serve(
  world: World,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (call: Call) => Promise<Answer>,
): Promise<FastifyReply> {
  const { realm: realmId } = request.params as { realm: string };
  const { authorization } = request.headers;
  const format = formatFor(request);
  const company = world.companies[realmId];
  const at = now(world, company);
  const gate = refusedAtGate(world, { authorization, realm: realmId, format });
  if ('refused' in gate) return send(reply, gate.refused);
  const switches = switchesFor(world, gate.company);
  if (request.beyondLimit) {
    if (switches.throttleRetryAfter !== null)
      reply.header('retry-after', switches.throttleRetryAfter);
    return send(reply, throttled(at));
  }
  const query = request.query as Record<string, string | undefined>;
  const realm = realmOf(world, gate.company);
  const call: Call = { world, realm, switches, query, body: request.body, format };
  try {
    if (request.badJson)
      throw refusal('2010', 'Property Name:Unexpected end or character in the body');
    return send(reply, await work(call));
  } catch (error) {
    if (error instanceof ApiFault) return send(reply, faultAnswer(error, at, format));
    throw error;
  }
}

/** Runs a call with its scheduled faults; the realm is opened again when the work starts. */
export function planned(
  request: FastifyRequest,
  call: Call,
  work: (at: Call) => Answer,
): Promise<Answer> {
  return withPlan(request.plan, call.realm.now, call.format, () =>
    work({ ...call, realm: realmOf(call.world, call.realm.company) }),
  );
}

/** The result in its envelope, or the fault the work threw. */
export function answered(call: Call, work: () => object): Answer {
  try {
    return resultAnswer(work(), call.realm.now, call.format);
  } catch (error) {
    if (error instanceof ApiFault) return faultAnswer(error, call.realm.now, call.format);
    throw error;
  }
}

function send(reply: FastifyReply, answer: Answer): FastifyReply {
  return reply.code(answer.status).type(answer.contentType).send(answer.body);
}
