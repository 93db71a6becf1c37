// @vitest-environment happy-dom
import type { DraftForm } from '@dealbill/server/contract/drafts';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { failure, fakeServer } from '../testing/fake-server.ts';
import { sampleContent, sampleForm } from '../testing/sample-draft.ts';
import { openSession } from './draft-session.ts';
import { type OpenedForm, openWithUnsaved, withUnsaved } from './unsaved-draft.ts';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const save = '/api/drafts/save';
const savedAt = '2026-03-13T08:01:00.000Z';
const offline = { status: 503, body: failure('storage_unavailable') };

let server: ReturnType<typeof fakeServer>;
let leave = () => {};
beforeEach(() => {
  server = fakeServer();
  vi.useFakeTimers();
});
afterEach(() => {
  leave();
  window.sessionStorage.clear();
  vi.useRealTimers();
});

const memoOf = ({ form }: OpenedForm) => form.content.details.memo;
const withMemo = (memo: string) => ({
  ...sampleContent,
  details: { ...sampleContent.details, memo },
});

/** A draft of the deal as the server has it. */
const stored = (version: number, memo: string, id = sampleForm.status.id): DraftForm => ({
  ...sampleForm,
  status: { ...sampleForm.status, id, version },
  savedAt,
  content: withMemo(memo),
});

/** A form that the server fills from the deal, under a new id. */
const fresh = (id: string): DraftForm => ({
  ...sampleForm,
  status: { ...sampleForm.status, id },
});

const open = (opened: OpenedForm) => {
  const session = openSession(opened);
  const stop = session.start();
  leave = () => {
    stop();
    leave = () => {};
  };
  return {
    session,
    type: (text: string) =>
      session.editor.dispatch({ type: 'text_typed', path: 'details.memo', text }),
    /** Pipedrive removes the modal without asking the page. */
    close: () => {
      window.dispatchEvent(new Event('pagehide'));
      leave();
    },
  };
};

const newForm = (form: DraftForm): OpenedForm => ({ form, restored: false });
const next = () => server.next(save);
const settle = () => vi.advanceTimersByTimeAsync(0);

describe('a form closed before everything typed was saved', () => {
  it('restores a draft that was never saved, and saves it under its own id', async () => {
    const first = open(newForm(fresh('first')));
    first.type('Typed offline');
    first.close();
    await next();
    const reopened = withUnsaved(fresh('second'));
    expect(reopened.restored).toBe(true);
    const second = open(reopened);
    const call = await next();
    expect(call.input).toMatchObject({
      draftId: 'first',
      version: 0,
      content: { details: { memo: 'Typed offline' } },
    });
    expect(second.session.state.getState().restored).toBe(true);
    call.reply({ body: { version: 1, savedAt } });
    await settle();
    expect(withUnsaved(fresh('third'))).toEqual(newForm(fresh('third')));
  });

  it('opens a draft that was never saved before an older one', async () => {
    const first = open(newForm(fresh('first')));
    first.type('Typed offline');
    first.close();
    const asked: boolean[] = [];
    const reopened = await openWithUnsaved(async ({ fresh: isFresh }) => {
      asked.push(isFresh);
      return isFresh ? fresh('second') : stored(3, 'Older', 'older');
    });
    expect(asked).toEqual([false, true]);
    expect(reopened.form.status.id).toBe('first');
    expect(memoOf(reopened)).toBe('Typed offline');
  });

  it('restores changes of a saved draft on top of the version they were typed on', async () => {
    const first = open(newForm(stored(4, 'Saved')));
    first.type('Saved, and more');
    first.close();
    const reopened = withUnsaved(stored(4, 'Saved'));
    expect(memoOf(reopened)).toBe('Saved, and more');
    expect(reopened.form.status.version).toBe(4);
  });

  it('keeps what was typed while an earlier save had no response', async () => {
    const first = open(newForm(stored(4, 'Saved')));
    first.type('Sent');
    await vi.advanceTimersByTimeAsync(800);
    (await next()).reply(offline);
    await settle();
    first.type('Sent, and more');
    first.close();
    // The save has arrived, only its response was lost.
    const reopened = withUnsaved(stored(5, 'Sent'));
    expect(memoOf(reopened)).toBe('Sent, and more');
    expect(reopened.form.status.version).toBe(5);
  });

  it('shows the draft of the server when the last save has arrived', async () => {
    const first = open(newForm(stored(4, 'Saved')));
    first.type('Last words');
    first.close();
    expect(withUnsaved(stored(5, 'Last words'))).toEqual(newForm(stored(5, 'Last words')));
    expect(withUnsaved(stored(5, 'Other'))).toEqual(newForm(stored(5, 'Other')));
  });

  it('asks which version to keep when another window has saved the draft since', async () => {
    const first = open(newForm(stored(4, 'Saved')));
    first.type('Mine');
    first.close();
    await next();
    const second = open(withUnsaved(stored(6, 'Theirs')));
    const call = await next();
    expect(call.input).toMatchObject({ version: 4, content: { details: { memo: 'Mine' } } });
    call.reply({ status: 409, body: failure('draft_changed') });
    await settle();
    expect(second.session.state.getState().saved).toEqual({ kind: 'conflict' });
    expect(second.session.editor.state.getState().document.details.memo).toBe('Mine');
  });

  it('restores nothing for another QuickBooks company, and nothing once the invoice exists', () => {
    const first = open(newForm(fresh('first')));
    first.type('Typed offline');
    first.close();
    const other = { ...fresh('second'), profile: { ...sampleForm.profile, realmId: '1' } };
    expect(withUnsaved(other)).toEqual(newForm(other));
    const created = fresh('first');
    withUnsaved({ ...created, status: { ...created.status, state: 'created' } });
    expect(withUnsaved(fresh('third')).restored).toBe(false);
  });

  it('restores nothing that was discarded', async () => {
    const first = open(newForm(fresh('first')));
    first.type('Wrong deal');
    first.session.saving.forget();
    first.close();
    expect(withUnsaved(fresh('second')).restored).toBe(false);
  });
});
