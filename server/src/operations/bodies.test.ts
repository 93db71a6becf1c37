import { expect, test } from 'vitest';
import { openDesk } from '../testing/sales-desk.ts';
import { operations } from './tables.ts';

test('an operation that is done keeps no body; one that was refused does, for support', async () => {
  const desk = await openDesk('us');
  const form = await desk.form();
  const errors = [{ Message: 'Refused', code: '6000' }];
  const answer = JSON.stringify({ Fault: { Error: errors, type: 'ValidationFault' } });
  await desk.fault({ fault: 'status', status: 400, body: answer });
  await desk.create(form);
  const { body } = await desk.create({ ...form, version: 1 });
  expect(body).toMatchObject({ state: 'created' });
  const rows = await desk.doors.db.select().from(operations);
  const creations = rows.filter(({ kind }) => kind === 'create_invoice');
  expect(creations).toMatchObject([
    { state: 'refused', body: { Line: expect.anything() } },
    { state: 'done', body: null, resultId: expect.any(String) },
  ]);
});
