import { setTimeout as pause } from 'node:timers/promises';
import type { Turns } from './at-most.ts';
import type { Content, Form, Status } from './draft-words.ts';
import type { Figures } from './figures.ts';
import { fillForm } from './fill-form.ts';
import type { Intent } from './intents.ts';

/** How often somebody looks whether it has been settled. */
const lookEveryMs = 700;

export type Desk = {
  figures: Figures;
  /** Forms and *Create* of all shops go through here; waiting does not. */
  turns: Turns;
  /** Ids of invoices that somebody here already has, by realm. */
  linked: Map<string, Set<string>>;
  /** Told just before *Create* is pressed. */
  onPress(intent: Intent): void;
  /** An intent that takes longer has failed. */
  patienceMs: number;
};

/** Makes one invoice as a user does who presses *Create* until it is there; returns its id. */
export const makeInvoice = async (desk: Desk, intent: Intent): Promise<string> => {
  const { call } = intent.shop;
  const { figures, turns } = desk;
  const linked = desk.linked.get(intent.shop.realmId);
  const deadline = Date.now() + desk.patienceMs;
  let last: unknown = 'nothing yet';
  const look = async () => {
    if (Date.now() > deadline) {
      throw new Error(
        `${intent.shop.setting.name}: ${intent.amount} stays ${JSON.stringify(last)}`,
      );
    }
    await pause(lookEveryMs);
  };

  const openForm = async (): Promise<{ id: string; content: Content }> => {
    for (;;) {
      const reply = await turns.run(() =>
        call<Form>('drafts/open', { dealId: intent.dealId, draftId: null, fresh: true }),
      );
      last = reply;
      if ('body' in reply && reply.body.status.version === 0) {
        return { id: reply.body.status.id, content: fillForm(reply.body, intent) };
      }
      await look();
    }
  };

  /** Where the draft stands, asked until somebody answers; null when the server has never seen it. */
  const statusOf = async (draftId: string): Promise<Status | null> => {
    for (;;) {
      const reply = await call<Status>('drafts/status', { draftId });
      last = reply;
      if ('body' in reply) return reply.body;
      if ('code' in reply && reply.code === 'not_found') return null;
      await look();
    }
  };

  const press = async (draftId: string, version: number, content: Content) => {
    figures.presses += 1;
    const input = { draftId, dealId: intent.dealId, version, content };
    const reply = await turns.run(() => {
      desk.onPress(intent);
      return call<Status>('drafts/create', input);
    });
    if ('body' in reply) return reply.body;
    if ('gone' in reply) figures.cutOff += 1;
    else if (reply.code === 'quickbooks_busy') figures.busy += 1;
    return statusOf(draftId);
  };

  /** Waits until the draft is created or back in the form, and answers what is asked on the way. */
  const settled = async (draftId: string, first: Status | null): Promise<Status | null> => {
    let status = first;
    let counted = false;
    for (;;) {
      last = status;
      if (status === null || status.state === 'editing' || status.state === 'created')
        return status;
      if (status.state === 'choose') {
        figures.choices += 1;
        if (intent.twin) figures.choicesOfTwins += 1;
        const free = status.found.find(
          ({ id }) => !desk.linked.has(`${intent.shop.realmId} ${id}`),
        );
        await call('drafts/choose', { draftId, invoiceId: free?.id ?? null });
      } else {
        if (status.state === 'unknown' && !counted) figures.unknown += 1;
        counted ||= status.state === 'unknown';
        await look();
      }
      status = await statusOf(draftId);
    }
  };

  figures.intents += 1;
  const { id, content } = await openForm();
  for (let version = 0; ; ) {
    const status = await settled(id, await press(id, version, content));
    if (status?.state === 'created' && status.invoice) {
      linked?.add(status.invoice.id);
      return status.invoice.id;
    }
    if (status?.refusal) figures.refused += 1;
    if (status?.notCreated) figures.notCreated += 1;
    version = status?.version ?? 0;
    await look();
  }
};
