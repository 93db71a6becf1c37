// @vitest-environment happy-dom
import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyLine } from '../editor/document.ts';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import { sampleContent, sampleForm } from '../testing/sample-draft.ts';
import { sampleEditor } from '../testing/sample-editor.ts';
import { creationOf } from './creation.ts';
import { type DraftState, reduceDraft } from './draft-state.ts';

const host = vi.hoisted(() => ({ confirms: true, questions: [] as { description: string }[] }));
vi.mock('../host/dialogs.ts', () => ({
  confirmInHost: async (question: { description: string }) => {
    host.questions.push(question);
    return host.confirms;
  },
}));
vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const [createPath, statusPath] = ['/api/drafts/create', '/api/drafts/status'];

/** Ready to be created: a linked customer and one line of 100.00 GBP, 120.00 with tax. */
const complete: DraftContent = {
  ...sampleContent,
  customer: {
    ...sampleContent.customer,
    choice: { kind: 'existing', id: '58', name: 'Cedar & Finch Ltd', currency: 'GBP' },
  },
  lines: [
    {
      ...emptyLine('first'),
      item: { id: '6', name: 'Oak desk', taxable: null },
      unitPrice: '100',
      taxCodeId: '20',
    },
  ],
};

/** A deal of which `left` can still be billed. */
const withLeft = (left: string): DraftForm => ({
  ...sampleForm,
  room: { ...sampleForm.room, value: { amount: '500.00', currency: 'GBP' }, left },
});

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  Object.assign(host, { confirms: true, questions: [] });
  server = fakeServer();
});
afterEach(() => {
  vi.restoreAllMocks();
  queryClient.clear();
});

const open = (content = complete, opened = sampleForm) => {
  const saving = { hold: vi.fn(async () => 3), resume: vi.fn() };
  const accept = vi.fn();
  const editor = sampleEditor(content);
  let state: DraftState = {
    status: opened.status,
    elsewhere: false,
    saved: { kind: 'untouched' },
    creating: false,
    reviewing: false,
    setback: null,
    restored: false,
  };
  /** Presses *Create*; resolves once the attempt is over. */
  const { create, review } = creationOf({
    opened,
    editor,
    saving,
    ready: async () => {},
    readAgain: async () => {},
    dispatch: (action) => {
      state = reduceDraft(state, action);
    },
    accept,
  });
  const areAllShown = () => editor.state.getState().showsAll;
  return { state: () => state, saving, accept, areAllShown, create, review };
};

const sending = { ...sampleForm.status, state: 'sending' as const };

describe('pressing Create', () => {
  it('sends the version that was saved last, once, and shows what the server answers', async () => {
    const { state, accept, create } = open();
    const both = Promise.all([create(), create()]);
    const call = await server.next(createPath);
    expect(call.input).toMatchObject({
      draftId: sampleForm.status.id,
      dealId: 101,
      version: 3,
      knownAt: sampleForm.openedAt,
      content: { lines: [{ unitPrice: '100' }] },
    });
    expect(state().creating).toBe(true);
    call.reply({ body: { ...sending, already: false } });
    await both;
    expect(accept).toHaveBeenCalledExactlyOnceWith(sending, false);
    expect(server.paths).toEqual([createPath]);
    expect(state().creating).toBe(false);
  });

  it('asks for the e-mail that was requested, and for an address first', async () => {
    const { create, areAllShown } = open();
    await create('send');
    expect(areAllShown()).toBe(true);
    expect(server.paths).toEqual([]);
    const customer = { ...complete.customer, email: 'accounts@larch.example' };
    const withAddress = open({ ...complete, customer });
    const created = withAddress.create('send');
    const call = await server.next(createPath);
    expect(call.input).toMatchObject({ delivery: 'send' });
    call.reply({ body: { ...sending, already: false } });
    await created;
  });

  it('leads from the review back to the form when something is missing', async () => {
    const { create, review, state } = open();
    review();
    expect(state().reviewing).toBe(true);
    await create('mark');
    expect(state().reviewing).toBe(false);
  });

  it('marks what is missing and sends nothing', async () => {
    const { create, areAllShown, saving } = open(sampleContent);
    await create();
    expect(areAllShown()).toBe(true);
    expect(saving.hold).not.toHaveBeenCalled();
    expect(server.paths).toEqual([]);
  });

  it('sends nothing while the browser is offline, and goes back to the form', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const { create, state, saving } = open();
    const done = create();
    (await server.next(statusPath)).reply({ status: 502, body: {} });
    await done;
    expect(server.paths).toEqual([statusPath]);
    expect(state()).toMatchObject({
      creating: false,
      setback: { kind: 'failed', error: { code: 'offline' } },
    });
    expect(saving.resume).toHaveBeenCalledExactlyOnceWith(3);
  });

  it('sends when the server answers although the browser says that it is offline', async () => {
    vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false);
    const { create, accept } = open();
    const done = create();
    (await server.next(statusPath)).reply({ status: 404, body: failure('not_found') });
    (await server.next(createPath)).reply({ body: { ...sending, already: false } });
    await done;
    expect(accept).toHaveBeenCalledOnce();
  });

  it('asks before it bills more than is left on the deal, and goes back to the form on no', async () => {
    host.confirms = false;
    const { create, state, saving } = open(complete, withLeft('60.00'));
    await create();
    expect(host.questions).toHaveLength(1);
    expect(saving.hold).not.toHaveBeenCalled();
    expect(state()).toMatchObject({ creating: false, setback: null });
    expect(server.paths).toEqual([]);
  });

  it('does not ask while enough is left', async () => {
    const { create } = open(complete, withLeft('400.00'));
    const done = create();
    (await server.next(createPath)).reply({ body: { ...sending, already: false } });
    await done;
    expect(host.questions).toEqual([]);
  });
});

describe('an attempt that does not end in an invoice', () => {
  it('shows a refusal and goes on saving', async () => {
    const { create, state, saving, accept } = open();
    const done = create();
    (await server.next(createPath)).reply({ status: 422, body: failure('quickbooks_refused') });
    (await server.next(statusPath)).reply({ status: 503, body: failure('storage_unavailable') });
    await done;
    expect(state().setback).toMatchObject({
      kind: 'failed',
      error: { code: 'quickbooks_refused' },
    });
    expect(accept).not.toHaveBeenCalled();
    expect(saving.resume).toHaveBeenCalledWith(3);
  });

  it.each([
    [502, {}],
    [500, failure('internal')],
    [503, failure('not_recorded')],
  ])('waits for the status after %i, and neither saves nor sends again', async (status, body) => {
    const { create, state, saving } = open();
    const done = create();
    (await server.next(createPath)).reply({ status, body });
    await done;
    expect(state().setback).toMatchObject({ kind: 'lost', answer: { version: 3 } });
    expect(saving.resume).not.toHaveBeenCalled();
    expect(server.paths).toEqual([createPath]);
  });

  it('says that another draft of the deal is being sent', async () => {
    const { create, state, accept } = open();
    const done = create();
    (await server.next(createPath)).reply({ status: 409, body: failure('draft_busy') });
    (await server.next(statusPath)).reply({ body: sampleForm.status });
    await done;
    expect(state().setback).toEqual({ kind: 'another' });
    expect(accept).toHaveBeenCalledWith(sampleForm.status);
  });

  it('saves nothing over a draft that somebody else has changed', async () => {
    const { create, saving } = open();
    const done = create();
    (await server.next(createPath)).reply({ status: 409, body: failure('draft_changed') });
    await done;
    expect(saving.resume).not.toHaveBeenCalled();
    expect(server.paths).toEqual([createPath]);
  });
});

describe('a deal that was billed meanwhile', () => {
  const since = '2026-03-13T09:00:00.000Z';
  const ledger = '/api/invoices/ledger';
  const billed = { status: 409, body: failure('deal_billed_meanwhile', { details: { since } }) };

  it('asks, then sends once more with what the user knows now', async () => {
    const { create, accept } = open();
    const done = create();
    (await server.next(createPath)).reply(billed);
    (await server.next(ledger)).reply({ body: sampleForm.room });
    const again = await server.next(createPath);
    expect(again.input).toMatchObject({ knownAt: since });
    again.reply({ body: { ...sending, already: false } });
    await done;
    expect(host.questions[0]?.description).toContain('Office fit-out');
    expect(accept).toHaveBeenCalledOnce();
  });

  it('goes back to the form on no, and saves again', async () => {
    host.confirms = false;
    const { create, state, saving } = open();
    const done = create();
    (await server.next(createPath)).reply(billed);
    (await server.next(ledger)).reply({ body: sampleForm.room });
    await done;
    expect(saving.resume).toHaveBeenCalledWith(3);
    expect(state()).toMatchObject({ creating: false, setback: null });
    expect(server.paths.filter((path) => path === createPath)).toHaveLength(1);
  });
});

describe('a draft in two windows', () => {
  it('says that the other window has sent it', async () => {
    const { create, accept } = open();
    const done = create();
    (await server.next(createPath)).reply({ body: { ...sending, already: true } });
    await done;
    expect(accept).toHaveBeenCalledWith(sending, true);
  });
});
