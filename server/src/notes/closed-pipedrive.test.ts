import { eq } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { operations } from '../operations/tables.ts';
import { buildTestApp } from '../testing/build-test-app.ts';
import { control } from '../testing/control.ts';
import { openDraftFixture } from '../testing/draft-fixture.ts';
import { resolveDue } from '../testing/run-due.ts';

const hour = 3_600_000;

it('deal note waits without using up its tries while the daily API budget is exhausted', async () => {
  const fixture = await openDraftFixture('us', {
    test: await buildTestApp({ realTraffic: false }),
  });
  const { company, dependencies, clock } = fixture;
  const pipedrive = dependencies.settings.pipedrive.oauthUrl;
  const form = await fixture.form();
  const { invoice } = (await fixture.create(form)).body;
  await control(pipedrive, 'POST', 'faults', {
    match: { method: 'POST', path: '/api/v1/notes', company: company.companyId },
    fault: 'status',
    status: 429,
    headers: { 'retry-after': '3600' },
    times: 14,
  });
  const note = async () => {
    const [row] = await dependencies.db
      .select()
      .from(operations)
      .where(eq(operations.kind, 'deal_note'));
    return row;
  };
  // 14 throttled hours: more than the 12 tries of a note.
  for (let hours = 0; hours < 20; hours += 1) {
    await resolveDue(dependencies, ['deal_note']);
    if (hours < 14) expect(await note()).toMatchObject({ state: 'waiting', tries: 0 });
    clock.advance(hour + 1_000);
  }
  expect(await note()).toMatchObject({ state: 'done' });
  const { notes } = await control<{ notes: { content: string }[] }>(
    pipedrive,
    'GET',
    `notes?dealId=${form.dealId}&companyId=${company.companyId}`,
  );
  expect(notes).toMatchObject([{ content: expect.stringContaining(`${invoice?.number}`) }]);
});
