import { setTimeout as pause } from 'node:timers/promises';
import { type Content, type Form, fillForm, type Status } from './draft-form.ts';
import { countIn } from './figures.ts';
import type { InvoiceIntent } from './invoice-intents.ts';
import type { DraftFixture } from './trial-state.ts';

/** Interval at which the user checks the status. */
const pollEveryMs = 700;

/**
 * `linked`: QuickBooks had the invoice, the panel did not find it, and the user linked it by hand.
 */
export type CreatedInvoice = {
  intent: InvoiceIntent;
  invoiceId: string;
  how: 'created' | 'linked';
};

/** Creates one invoice: presses *Create* again until the invoice exists. */
export const createInvoice = async (
  trial: DraftFixture,
  intent: InvoiceIntent,
): Promise<CreatedInvoice> => {
  const { call, realmId } = intent.trialCompany;
  const { figures, turns } = trial;
  const deadline = Date.now() + trial.patienceMs;
  let last: unknown = 'nothing yet';
  const isFree = ({ id }: { id: string }) => !trial.linked.has(`${realmId} ${id}`);
  const pauseOrThrow = async () => {
    if (Date.now() > deadline) {
      const { name } = intent.trialCompany.setting;
      throw new Error(`${name}: ${intent.amount} stays ${JSON.stringify(last)}`);
    }
    await pause(pollEveryMs);
  };
  const untilAnswered = async <Body>(action: string, input: unknown): Promise<Body> => {
    for (;;) {
      const reply = await call<Body>(action, input);
      last = reply;
      if ('body' in reply) return reply.body;
      await pauseOrThrow();
    }
  };

  const openForm = async (): Promise<{ draftId: string; content: Content }> => {
    for (;;) {
      const reply = await turns.run(() =>
        call<Form>('drafts/open', { dealId: intent.dealId, draftId: null, fresh: true }),
      );
      last = reply;
      if ('body' in reply && reply.body.status.version === 0) {
        return { draftId: reply.body.status.id, content: fillForm(reply.body, intent) };
      }
      await pauseOrThrow();
    }
  };

  /**
   * Reads the draft's status and retries until a response comes; null when no such draft exists.
   */
  const statusOf = async (draftId: string): Promise<Status | null> => {
    for (;;) {
      const reply = await call<Status>('drafts/status', { draftId });
      last = reply;
      if ('body' in reply) return reply.body;
      if ('code' in reply && reply.code === 'not_found') return null;
      await pauseOrThrow();
    }
  };

  const press = async (draftId: string, version: number, content: Content) => {
    figures.presses += 1;
    const input = { draftId, dealId: intent.dealId, version, content };
    const reply = await turns.run(() => {
      trial.onPress('create');
      return call<Status>('drafts/create', input);
    });
    if ('body' in reply) return reply.body;
    if ('gone' in reply) figures.cutOff += 1;
    else countIn(figures.refused, reply.code);
    return statusOf(draftId);
  };

  /** Links the invoice by hand and discards the draft; null when QuickBooks has no such invoice. */
  const linkFromQuickbooks = async (draftId: string): Promise<string | null> => {
    const { invoices } = await intent.trialCompany.ledger();
    const invoice = invoices.find(
      ({ Id, TotalAmt }) => TotalAmt.toFixed(2) === intent.amount && isFree({ id: Id }),
    );
    if (!invoice) return null;
    trial.linked.add(`${realmId} ${invoice.Id}`);
    figures.answeredFromQuickbooks += 1;
    const context = { of: 'deal', id: intent.dealId };
    const search = { number: '', customerId: null, amount: intent.amount, date: '' };
    await untilAnswered('invoice-list/search', { context, ...search });
    await untilAnswered('deal-links/link', { dealId: intent.dealId, invoiceIds: [invoice.Id] });
    const status = await statusOf(draftId);
    await untilAnswered('drafts/discard', { draftId, version: status?.version ?? 0 });
    return invoice.Id;
  };

  /** Chooses the intent's invoice among the candidates; null when it is none of them. */
  const answer = async (draftId: string, found: Status['found'], chosenId: string | null) => {
    const chosen = found.find(
      ({ id, total }) =>
        id === chosenId || (Number(total).toFixed(2) === intent.amount && isFree({ id })),
    );
    if (chosen) trial.linked.add(`${realmId} ${chosen.id}`);
    await call('drafts/choose', { draftId, invoiceId: chosen?.id ?? null });
    return chosen?.id ?? null;
  };

  /**
   * Waits until the draft is created, back in the form, or linked by hand (then the invoice id).
   */
  const ended = async (draftId: string, first: Status | null): Promise<Status | string | null> => {
    let status = first;
    let [unconfirmed, wasAsked] = [false, false];
    let chosenId: string | null = null;
    for (;;) {
      last = status;
      if (status?.state === 'choose') {
        if (!wasAsked) figures.questions[reasonOf(intent, status.found)] += 1;
        wasAsked = true;
        chosenId = await answer(draftId, status.found, chosenId);
        if (chosenId) await pauseOrThrow();
      } else if (status?.state === 'unknown' || status?.state === 'sending') {
        if (status.state === 'unknown' && !unconfirmed) figures.unconfirmed += 1;
        unconfirmed ||= status.state === 'unknown';
        await pauseOrThrow();
      } else {
        const none = wasAsked && status?.state === 'editing';
        return (none && (await linkFromQuickbooks(draftId))) || status;
      }
      status = await statusOf(draftId);
    }
  };

  figures.invoices += 1;
  const { draftId, content } = await openForm();
  for (let version = 0; ; ) {
    const status = await ended(draftId, await press(draftId, version, content));
    if (typeof status === 'string') return { intent, invoiceId: status, how: 'linked' };
    if (status?.state === 'created' && status.invoice) {
      trial.linked.add(`${realmId} ${status.invoice.id}`);
      return { intent, invoiceId: status.invoice.id, how: 'created' };
    }
    if (status?.refusal) countIn(figures.refused, 'shown in the form');
    if (status?.notCreated) figures.notDone += 1;
    version = status?.version ?? 0;
    await pauseOrThrow();
  }
};

const reasonOf = ({ twin, rejected }: InvoiceIntent, found: Status['found']) => {
  if (twin) return 'twin';
  if (found.length > 0) return 'candidates';
  return rejected ? 'rejectedLookups' : 'noReason';
};
