import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { callerOf } from '../rest/caller.ts';
import type { Emulator } from '../world/emulator.ts';
import { type Fault, latencyFor, takeFault } from './fault-plan.ts';
import { type JournalEntry, kindOf, withoutSecrets } from './journal.ts';

/** Waits with an unreferenced timer, which does not keep the process alive. */
const wait = (ms: number) => setTimeout(ms, undefined, { ref: false });

interface Trace {
  entry: JournalEntry;
  fault: Fault | null;
}

/** Journals every call outside `/control` and `/page`, and applies scheduled faults. */
export function traceCalls(app: FastifyInstance, emulator: Emulator): void {
  const traces = new WeakMap<FastifyRequest, Trace>();

  app.addHook('onRequest', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '';
    if (path.startsWith('/control') || path.startsWith('/page/')) return;
    const caller = callerOf(emulator.world, request);
    const company = caller?.companyId ?? null;
    const fault = takeFault(emulator.faults, { method: request.method, path, company });
    const entry = emulator.journal.add({
      kind: kindOf(path),
      method: request.method,
      path,
      query: withoutSecrets(request.query) as Record<string, unknown>,
      contentType: request.headers['content-type'] ?? null,
      company,
      user: caller?.userId ?? null,
      body: null,
      fault: fault?.fault ?? null,
      correlationId: randomUUID(),
      status: null,
    });
    traces.set(request, { entry, fault });
    // As recorded on API responses.
    if (entry.kind === 'api') reply.header('x-correlation-id', entry.correlationId);
    await wait(latencyFor(emulator.faults, path));
    if (fault) return strikeBefore(fault, entry, reply);
  });

  app.addHook('preHandler', async (request) => {
    const trace = traces.get(request);
    if (trace) trace.entry.body = withoutSecrets(request.body) ?? null;
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const trace = traces.get(request);
    if (!trace) return payload;
    if (trace.fault?.fault === 'late') await wait(trace.fault.delayMs ?? 1000);
    if (trace.fault?.fault === 'reset-after') {
      request.raw.socket.destroy();
      return payload;
    }
    trace.entry.status = reply.statusCode;
    return payload;
  });
}

/** Applies faults that happen before the work; `onSend` applies the others. */
function strikeBefore(
  fault: Fault,
  entry: JournalEntry,
  reply: FastifyReply,
): FastifyReply | undefined {
  if (fault.fault === 'reset-before') {
    reply.hijack();
    reply.raw.socket?.destroy();
  }
  if (fault.fault === 'hang') reply.hijack();
  if (fault.fault !== 'status') return undefined;
  const status = fault.status ?? 500;
  entry.status = status;
  const body = fault.body ?? {
    success: false,
    error: status === 429 ? 'Too many requests' : 'Something went wrong',
    errorCode: status,
    error_info: 'Please check developers.pipedrive.com',
    ...(fault.code ? { code: fault.code } : {}),
  };
  return reply
    .code(status)
    .headers(fault.headers ?? {})
    .send(body);
}
