import { errorStatus } from '@dealbill/server/shared/contract/error-body';
import { describe, expect, it } from 'vitest';
import { ApiError, type WebErrorCode } from './api-error.ts';
import { messagesFor, supportText } from './error-messages.ts';

const codes = [...Object.keys(errorStatus), 'offline'] as WebErrorCode[];

describe('error messages', () => {
  it.each(codes)('state what happened and what to do: %s', (code) => {
    const { title, text } = messagesFor(code);
    expect(title).not.toBe('');
    expect(text).toMatch(/\.$/);
    expect(`${title} ${text}`).not.toMatch(/[{}_]|errors_/);
  });

  it('name the connection owner when the error contains the name', () => {
    expect(messagesFor('not_owner', { owner: 'Sales Lead' }).title).toContain('Sales Lead');
    expect(messagesFor('not_owner').title).toContain('a colleague');
  });
});

it('include the ids support needs, and leave out unknown ones', () => {
  const error = new ApiError('quickbooks_refused', {
    requestId: 'r1',
    details: { tid: 't1', faultCode: '6240' },
  });
  expect(supportText(error)).toMatch(
    /^code: quickbooks_refused\nrequest: r1\nintuit_tid: t1\nfault: 6240\ntime: \d{4}-/,
  );
  expect(supportText(new ApiError('offline'))).toMatch(/^code: offline\ntime: /);
});
