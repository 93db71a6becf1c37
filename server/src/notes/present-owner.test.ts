import { and, eq, ne } from 'drizzle-orm';
import { expect, it } from 'vitest';
import { connections } from '../connection/tables.ts';
import { transact } from '../db/transact.ts';
import { operations } from '../operations/tables.ts';
import { control } from '../testing/control.ts';
import { openDraftFixture } from '../testing/draft-fixture.ts';
import { installFor } from '../testing/make-company.ts';
import { resolveDue } from '../testing/run-due.ts';

it('a queued note is written with the permission of the present connection owner', async () => {
  const fixture = await openDraftFixture('us');
  const { dependencies, company } = fixture;
  const { companyId, owner, colleague } = company;
  const pipedrive = dependencies.settings.pipedrive.oauthUrl;
  const form = await fixture.form();
  await fixture.create(form);
  await installFor(dependencies, colleague);
  await transact(dependencies.db, (tx) =>
    tx
      .update(connections)
      .set({ ownerId: colleague.userId })
      .where(and(eq(connections.companyId, companyId), ne(connections.state, 'ended'))),
  );
  await control(pipedrive, 'POST', `users/${owner.userId}`, { deactivated: 'rejected' });
  await resolveDue(dependencies, ['deal_note']);
  const path = `notes?dealId=${form.dealId}&companyId=${companyId}`;
  expect((await control<{ notes: object[] }>(pipedrive, 'GET', path)).notes).toHaveLength(1);
  const written = await dependencies.db
    .select({ state: operations.state, userId: operations.userId })
    .from(operations)
    .where(and(eq(operations.companyId, companyId), eq(operations.kind, 'deal_note')));
  expect(written).toEqual([{ state: 'done', userId: colleague.userId }]);
});
