import { expect, test } from 'vitest';
import { openDraftFixture } from '../testing/draft-fixture.ts';
import { operations } from './tables.ts';

test('an operation drops its body after success and keeps it after a refusal, for support', async () => {
  const fixture = await openDraftFixture('us');
  const form = await fixture.form();
  const errors = [{ Message: 'Refused', code: '6000' }];
  const refusal = JSON.stringify({ Fault: { Error: errors, type: 'ValidationFault' } });
  await fixture.fault({ fault: 'status', status: 400, body: refusal });
  await fixture.create(form);
  const { body } = await fixture.create({ ...form, version: 1 });
  expect(body).toMatchObject({ state: 'created' });
  const rows = await fixture.dependencies.db.select().from(operations);
  const creations = rows.filter(({ kind }) => kind === 'create_invoice');
  expect(creations).toMatchObject([
    { state: 'refused', body: { Line: expect.anything() } },
    { state: 'done', body: null, resultId: expect.any(String) },
  ]);
});
