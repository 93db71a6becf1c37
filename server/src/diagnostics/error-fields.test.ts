import { expect, test } from 'vitest';
import { AppError } from '../app-error.ts';
import { errorFields } from './error-fields.ts';

const secret = 'someone@example.com';

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

test.each([
  ['a parser', () => JSON.parse(`{"to":${secret}}`)],
  ['a URL', () => new URL(secret)],
  ['a driver', () => Object.assign(new Error(`duplicate key ${secret}`), { code: '23505' })],
  ['a wrapper', () => new Error(`Failed query: ${secret}`, { cause: new Error('other') })],
  ['a message that looks like a frame', () => new RangeError(`x\n    at ${secret}\n    at y`)],
  ['what is no error', () => secret],
])('an error of %s is logged without its message, with its stack frames', (_name, work) => {
  const fields = errorFields(thrownBy(work));
  expect(JSON.stringify(fields)).not.toContain(secret);
  expect(fields.message).toBeUndefined();
  if (typeof thrownBy(work) !== 'string') expect(fields.stack).toContain('error-fields.test.ts');
});

test('our own messages and those about code are logged', () => {
  expect(errorFields(new AppError('not_found'))).toMatchObject({
    type: 'AppError',
    message: 'not_found',
    code: 'not_found',
    stack: expect.stringContaining('error-fields.test.ts'),
  });
  const missing = thrownBy(() => (undefined as unknown as { id: string }).id);
  expect(errorFields(missing)).toMatchObject({
    type: 'TypeError',
    message: expect.stringContaining("reading 'id'"),
  });
});
