import { errorStatus } from '@dealbill/server/shared/contract/error-body';
import { describe, expect, it } from 'vitest';
import type { WebErrorCode } from './api-error.ts';
import { messagesFor } from './error-messages.ts';

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
