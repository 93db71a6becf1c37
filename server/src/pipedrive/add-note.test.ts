import { beforeEach, describe, expect, test } from 'vitest';
import type { Ctx } from '../context.ts';
import { buildTestApp, type TestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { installFor, makeCompany, type TestCompany } from '../testing/make-company.ts';

let test_: TestApp;
let company: TestCompany;
let ctx: Ctx;
let dealId: number;

beforeEach(async () => {
  test_ = await buildTestApp({ env: { PIPEDRIVE_TIMEOUT_MS: '1500' } });
  company = await makeCompany(test_.dependencies);
  await installFor(test_.dependencies, company.owner);
  ctx = test_.as(company.owner);
  dealId = company.deals.withProducts ?? 0;
});

const emulator = () => test_.dependencies.settings.pipedrive.oauthUrl;

const storedNotes = async (): Promise<string[]> => {
  const path = `notes?companyId=${company.companyId}&dealId=${dealId}`;
  const { notes } = await control<{ notes: { content: string }[] }>(emulator(), 'GET', path);
  return notes.map((note) => note.content);
};

const scheduleFault = (fault: Record<string, unknown>) =>
  control(emulator(), 'POST', 'faults', {
    match: { company: company.companyId, method: 'POST' },
    times: 1,
    ...fault,
  });

const addNote = () => ctx.pipedrive.addNote(ctx, dealId, '<p>Invoice 1042 created</p>');

describe('addNote', () => {
  test('adds notes that can be read back, newest first', async () => {
    const first = await addNote();
    const second = await ctx.pipedrive.addNote(ctx, dealId, '<p>Invoice 1043 created</p>');
    expect([first.kind, second.kind]).toEqual(['done', 'done']);
    const notes = await ctx.pipedrive.notes(ctx, dealId);
    expect(notes.map((note) => note.content)).toEqual([
      '<p>Invoice 1043 created</p>',
      '<p>Invoice 1042 created</p>',
    ]);
    expect(second).toEqual({ kind: 'done', id: notes[0]?.id });
  });

  test.each([
    [{ fault: 'reset-after' }, 1],
    [{ fault: 'reset-before' }, 0],
    [{ fault: 'late', delayMs: 3000 }, 1],
    [{ fault: 'hang' }, 0],
    [{ fault: 'status', status: 502, body: '<html>Bad gateway</html>' }, 0],
    [{ fault: 'status', status: 200, body: 'cut o' }, 0],
  ])(
    'returns unclear without sending again when the response is lost: %o',
    async (fault, written) => {
      await scheduleFault(fault);
      expect(await addNote()).toEqual({ kind: 'unclear' });
      expect(await storedNotes()).toHaveLength(written);
    },
  );

  test.each([
    [{ status: 429 }, 'pipedrive_busy'],
    [{ status: 403 }, 'pipedrive_forbidden'],
    [{ status: 404 }, 'deal_not_found'],
  ])('throws when Pipedrive refuses the note: %o', async (fault, code) => {
    await scheduleFault({ fault: 'status', ...fault });
    await expect(addNote()).rejects.toMatchObject({ code });
    expect(await storedNotes()).toEqual([]);
  });

  test('sends the note again with a new token after a 401', async () => {
    await control(emulator(), 'POST', 'grants/expire', { ...company.owner, what: 'access' });
    expect((await addNote()).kind).toBe('done');
    expect(await storedNotes()).toHaveLength(1);
  });
});
