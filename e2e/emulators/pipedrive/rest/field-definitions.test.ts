import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startForTest, type TestEmulator } from '../testing/start-for-test.ts';

let emulator: TestEmulator;
beforeAll(async () => {
  emulator = await startForTest();
});
beforeEach(async () => {
  await emulator.control('POST', 'reset');
  const scopes = ['base', 'deals:full', 'contacts:full', 'deal-fields:full', 'admin'];
  await emulator.control('POST', 'app', { scopes });
});
afterAll(() => emulator.close());

type Answer = { status: number; body: Record<string, unknown> & { data: never } };

async function caller(userIndex = 0) {
  const company = await emulator.newCompany();
  const { access_token } = await emulator.grant(company, userIndex);
  return async (method: string, path: string, body?: unknown): Promise<Answer> => {
    const answer = await fetch(`${emulator.url}/api/v2${path}`, {
      method,
      headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, body: isJson ? JSON.parse(text) : { html: text } };
  };
}

type Call = Awaited<ReturnType<typeof caller>>;

async function newField(call: Call, type: string, options?: string[]): Promise<string> {
  const body = {
    field_name: type,
    field_type: type,
    options: options?.map((label) => ({ label })),
  };
  const answer = await call('POST', '/dealFields', body);
  expect(answer.status).toBe(200);
  return (answer.body.data as { field_code: string }).field_code;
}

const write = (call: Call, code: string, value: unknown) =>
  call('PATCH', '/deals/101', { custom_fields: { [code]: value } });

describe('a custom field', () => {
  test.each(['dealFields', 'organizationFields', 'personFields'])(
    'is created, read, renamed and deleted in %s',
    async (list) => {
      const call = await caller();
      const made = await call('POST', `/${list}`, { field_name: 'Due', field_type: 'monetary' });
      const { field_code } = made.body.data as { field_code: string };
      const path = `/${list}/${field_code}`;
      expect((await call('PATCH', path, { field_name: 'Owed' })).status).toBe(200);
      expect((await call('PATCH', path, { field_type: 'text' })).status).toBe(400);
      expect((await call('GET', path)).body.data).toMatchObject({ field_name: 'Owed' });
      expect((await call('DELETE', path)).status).toBe(200);
      expect((await call('GET', path)).status).toBe(404);
    },
  );

  test('is refused without the scope, to users without administrator rights, above the limit', async () => {
    const body = { field_name: 'Due', field_type: 'date' };
    const asUser = await caller(1);
    expect((await asUser('POST', '/dealFields', body)).status).toBe(403);
    const call = await caller();
    await emulator.control('POST', 'settings', { customFieldLimit: 1 });
    expect((await call('POST', '/dealFields', body)).body).toMatchObject({
      code: 'feature_capping_custom_fields_limit',
    });
    await emulator.control('POST', 'app', { scopes: ['base', 'deals:full'] });
    expect((await call('POST', '/dealFields', body)).body.error).toBe('Scope and URL mismatch');
  });

  test('of a contact is created with a scope of its own', async () => {
    const call = await caller();
    const body = { field_name: 'Owed', field_type: 'monetary' };
    const scopes = ['base', 'contacts:full', 'deal-fields:full'];
    await emulator.control('POST', 'app', { scopes });
    expect((await call('POST', '/organizationFields', body)).body.error).toBe(
      'Scope and URL mismatch',
    );
    await emulator.control('POST', 'app', { scopes: [...scopes, 'contact-fields:full'] });
    expect((await call('POST', '/organizationFields', body)).status).toBe(200);
  });

  test.each([
    ['organizations/501', 'organizationFields'],
    ['persons/601', 'personFields'],
  ])('is written to %s alone, or refused as a whole', async (record, list) => {
    const call = await caller();
    const made = await call('POST', `/${list}`, { field_name: 'Owed', field_type: 'monetary' });
    const { field_code: code } = made.body.data as { field_code: string };
    const owed = { value: 12.5, currency: 'EUR' };
    const before = (await call('GET', `/${record}`)).body.data as Record<string, unknown>;
    const written = await call('PATCH', `/${record}`, { custom_fields: { [code]: owed } });
    expect(written.body.data).toMatchObject({ name: before.name, custom_fields: { [code]: owed } });
    const wrong = { [code]: null, unknown: 1 };
    const refused = await call('PATCH', `/${record}`, { custom_fields: wrong });
    expect(refused).toMatchObject({ status: 400, body: { error_info: 'field_code: unknown' } });
    expect((await call('PATCH', `/${record}`, { [code]: owed })).status).toBe(400);
    expect((await call('GET', `/${record}`)).body.data).toMatchObject({
      custom_fields: { [code]: owed },
    });
    expect((await call('PATCH', `/${record}9`, { custom_fields: {} })).status).toBe(404);
  });

  test('gets, renames and loses options through arrays at the top level', async () => {
    const call = await caller();
    const path = `/dealFields/${await newField(call, 'enum', ['Open'])}/options`;
    const added = await call('POST', path, [{ label: 'Paid' }, { label: 'Voided' }]);
    expect(added.body.data).toMatchObject([
      { id: 2, label: 'Paid' },
      { id: 3, label: 'Voided' },
    ]);
    expect((await call('POST', path, { label: 'Paid' })).status).toBe(400);
    expect((await call('PATCH', path, [{ id: 2, label: 'Settled' }])).body.data).toMatchObject([
      { id: 2, label: 'Settled' },
    ]);
    const atomic = [{ id: 1 }, { id: 99 }];
    expect((await call('DELETE', path, atomic)).status).toBe(400);
    expect((await call('DELETE', path, [{ id: 1 }])).status).toBe(200);
    const { body } = await call('GET', path.replace('/options', ''));
    expect((body.data as { options: unknown[] }).options).toMatchObject([{ id: 2 }, { id: 3 }]);
  });
});

describe('a value of a custom field', () => {
  test.each([
    ['date', '2026-12-01', '2026-13-01'],
    ['double', 1.5, '1.5'],
    ['varchar', 'A', 1],
    ['varchar', 'A', 'A'.repeat(256)],
    ['monetary', { value: 12.5, currency: 'EUR' }, 12.5],
    ['monetary', { value: 12.5, currency: 'EUR' }, { value: 12.5 }],
    ['monetary', { value: 12.5, currency: 'EUR' }, { value: '12.5', currency: 'EUR' }],
    ['address', { value: 'Quay Street' }, 'Quay Street'],
  ])('of type %s is %j and not %j', async (type, right, wrong) => {
    const call = await caller();
    const code = await newField(call, type);
    const refused = await write(call, code, wrong);
    expect(refused.status).toBe(400);
    expect(refused.body).toMatchObject({
      success: false,
      code: 'ERR_SCHEMA_VALIDATION_FAILED',
      error_info: `field_code: ${code}`,
    });
    expect((await write(call, code, right)).status).toBe(200);
    expect((await write(call, code, null)).body.data).toMatchObject({
      custom_fields: { [code]: null },
    });
  });

  test('of a single option is the id of one of its options', async () => {
    const call = await caller();
    const code = await newField(call, 'enum', ['Open', 'Paid']);
    expect((await write(call, code, 'Paid')).body.error).toBe(
      "Validation failed: custom_fields: Expected 'number' as value for single option field",
    );
    expect((await write(call, code, 3)).status).toBe(400);
    expect((await write(call, code, 2)).status).toBe(200);
  });

  test('of several options is cleared with null, not with an empty list', async () => {
    const call = await caller();
    const code = await newField(call, 'set', ['Open', 'Paid']);
    expect((await write(call, code, [1, 2])).status).toBe(200);
    expect((await write(call, code, [])).status).toBe(400);
    expect((await write(call, code, null)).status).toBe(200);
  });

  test('changes nothing when another value of the request is wrong', async () => {
    const call = await caller();
    const [date, amount] = [await newField(call, 'date'), await newField(call, 'double')];
    const values = { [date]: '2026-12-01', [amount]: 'many' };
    expect((await call('PATCH', '/deals/101', { custom_fields: values })).status).toBe(400);
    expect((await call('GET', '/deals/101')).body.data).toMatchObject({
      custom_fields: { [date]: null },
    });
  });

  test('is not allowed at the top level', async () => {
    const call = await caller();
    const code = await newField(call, 'date');
    const refused = await call('PATCH', '/deals/101', { [code]: '2026-12-01' });
    expect(refused.status).toBe(400);
    expect(refused.body.error).toBe(`Parameter '${code}' is not allowed for this request`);
  });
});

test('blocks a token with an HTML page that continues after many 429 responses', async () => {
  await emulator.control('POST', 'settings', { burstLimit: 1, blockAfterRefusals: 2 });
  const call = await caller();
  const answers: Answer[] = [];
  for (let n = 0; n < 4; n += 1) answers.push(await call('GET', '/deals/101'));
  expect(answers.map(({ status }) => status)).toEqual([200, 429, 429, 403]);
  expect(answers[3]?.body.html).toContain('<html>');
});
