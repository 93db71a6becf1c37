// @vitest-environment happy-dom
import type { DraftForm } from '@dealbill/server/contract/drafts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, fakeServer, type Pending } from '../testing/fake-server.ts';
import { sampleForm } from '../testing/sample-draft.ts';
import { openSession } from './draft-session.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const save = '/api/drafts/save';
const savedAt = '2026-03-13T08:01:00.000Z';

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  vi.useFakeTimers();
});
afterEach(() => {
  stop();
  vi.useRealTimers();
});

let stop: () => void;
const open = (opened: DraftForm = sampleForm) => {
  const session = openSession({ form: opened, restored: false });
  stop = session.start();
  return {
    state: () => session.state.getState().saved,
    type: (memo: string) =>
      session.editor.dispatch({ type: 'text_typed', path: 'details.memo', text: memo }),
    saving: () => session.saving,
  };
};

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const next = () => server.next(save);
const reply = async (call: Pending, ...args: Parameters<Pending['reply']>) => {
  call.reply(...args);
  await vi.advanceTimersByTimeAsync(0);
};

describe('saving a draft while it is typed', () => {
  it('does not save a form that was only opened', async () => {
    const { state } = open();
    await pass(60_000);
    expect(server.paths).toEqual([]);
    expect(state()).toEqual({ kind: 'untouched' });
  });

  it('shows when a reopened draft was saved last', () => {
    expect(open({ ...sampleForm, savedAt }).state()).toEqual({ kind: 'saved', at: savedAt });
  });

  it('saves what is typed and shows when', async () => {
    const { type, state } = open();
    type('Call before delivery');
    expect(state()).toEqual({ kind: 'saving' });
    await pass(800);
    const call = await next();
    expect(call.input).toMatchObject({
      draftId: sampleForm.status.id,
      dealId: 101,
      version: 0,
      content: { details: { memo: 'Call before delivery' } },
    });
    await reply(call, { body: { version: 1, savedAt } });
    expect(state()).toEqual({ kind: 'saved', at: savedAt });
  });

  it.each(['storage_unavailable', 'rate_limited'])(
    'tries again by itself after %s',
    async (code) => {
      const { type, state } = open();
      type('Memo');
      await pass(800);
      await reply(await next(), { status: 503, body: failure(code) });
      expect(state()).toEqual({ kind: 'waiting' });
      await pass(5_000);
      await reply(await next(), { body: { version: 1, savedAt } });
      expect(state()).toEqual({ kind: 'saved', at: savedAt });
    },
  );

  it('asks the user when somebody else saved the draft, and saves nothing more until then', async () => {
    const { type, state, saving } = open();
    type('Mine');
    await pass(800);
    await reply(await next(), { status: 409, body: failure('draft_changed') });
    expect(state()).toEqual({ kind: 'conflict' });
    type('Mine, longer');
    await pass(60_000);
    expect(server.paths).toHaveLength(1);
    saving().resume(4);
    expect((await next()).input).toMatchObject({
      version: 4,
      content: { details: { memo: 'Mine, longer' } },
    });
  });

  it('does not send a text that is too long to store, and names its field', async () => {
    const { type, state } = open();
    type('x'.repeat(50_000));
    await pass(800);
    expect(server.paths).toEqual([]);
    expect(state()).toMatchObject({ kind: 'too_large', problem: { path: 'details.memo' } });
  });

  it('saves at once when the page is left', async () => {
    open().type('Last words');
    window.dispatchEvent(new Event('pagehide'));
    await pass(0);
    expect(server.paths).toEqual([save]);
    expect((await next()).input).toMatchObject({ content: { details: { memo: 'Last words' } } });
  });
});
