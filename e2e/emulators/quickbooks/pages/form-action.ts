import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Realm } from '../company/realm.ts';
import type { Switches } from '../switches.ts';
import { ApiFault } from '../wire/faults.ts';
import { realmOf, switchesFor, type World } from '../world.ts';

const form = z.looseObject({
  companyId: z.string(),
  txnId: z.string().default(''),
  nameId: z.string().default(''),
  paymentId: z.string().default(''),
  memoId: z.string().default(''),
});

/** Fields of every form: the company and the entries it concerns. */
export type Form = z.infer<typeof form>;

/** The redirect target and the notice shown there. */
interface Done {
  to: string;
  notice: string;
}

export type FormWork = (realm: Realm, sent: Form, switches: Switches) => Done;

export type FormAction = (path: string, work: FormWork) => void;

/** Creates the function that registers form posts; a fault is shown on the page of the form. */
export function formActions(app: FastifyInstance, world: World): FormAction {
  return (path, work) => {
    app.post(path, async (request, reply) => {
      const sent = form.parse(request.body);
      const company = world.companies[sent.companyId];
      if (!company) return reply.code(404).send('No such company');
      const switches = switchesFor(world, company);
      const outcome = attempt(() => work(realmOf(world, company), sent, switches), sent);
      world.changed();
      const target = new URL(outcome.to, 'http://localhost');
      target.searchParams.set('companyId', company.id);
      for (const [name, value] of Object.entries(outcome.messages))
        target.searchParams.set(name, value);
      return reply.redirect(target.pathname + target.search, 303);
    });
  };
}

function attempt(work: () => Done, sent: Form): { to: string; messages: Record<string, string> } {
  try {
    const { to, notice } = work();
    return { to, messages: { notice } };
  } catch (error) {
    if (!(error instanceof ApiFault)) throw error;
    const problem = error.errors.map((one) => one.Detail || one.Message).join(' ');
    return { to: pageOf(sent), messages: { problem } };
  }
}

/** The page of the form's entry, else the invoice list. */
export function pageOf({ nameId, txnId, paymentId, memoId }: Partial<Form>): string {
  if (nameId) return `/app/customerdetail?nameId=${encodeURIComponent(nameId)}`;
  if (txnId) return `/app/invoice?txnId=${encodeURIComponent(txnId)}`;
  if (paymentId) return `/app/recvpayment?txnId=${encodeURIComponent(paymentId)}`;
  if (memoId) return `/app/creditmemo?txnId=${encodeURIComponent(memoId)}`;
  return '/app/invoices';
}
