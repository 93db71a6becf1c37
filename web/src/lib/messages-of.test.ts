import { describe, expect, it } from 'vitest';
import { ApiError } from './api-error.ts';
import { loadMessages, messagesOf, supportText } from './messages-of.ts';

const own = ['offline', 'internal', 'quickbooks_unavailable'] as const;

describe('messages of a thrown error', () => {
  it('are its own once the server has answered with an error', async () => {
    const before = own.map((code) => messagesOf(new ApiError(code)));
    await loadMessages();
    expect(own.map((code) => messagesOf(new ApiError(code)))).toEqual(before);
    const notOwner = new ApiError('not_owner', { details: { owner: 'Sales Lead' } });
    expect(messagesOf(notOwner).title).toContain('Sales Lead');
  });
});

describe('text for support', () => {
  it('has the ids that support needs, and leaves out unknown ones', () => {
    const error = new ApiError('quickbooks_refused', {
      requestId: 'r1',
      details: { tid: 't1', faultCode: '6240' },
    });
    expect(supportText(error)).toMatch(
      /^code: quickbooks_refused\nrequest: r1\nintuit_tid: t1\nfault: 6240\ntime: \d{4}-/,
    );
    expect(supportText(new ApiError('offline'))).toMatch(/^code: offline\ntime: /);
  });
});
