// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DraftItem } from './draft-row.tsx';

vi.mock('../../host/dialogs.ts', () => ({}));

afterEach(cleanup);

const draft: Parameters<typeof DraftItem>[0]['draft'] = {
  id: 'draft',
  dealId: 101,
  state: 'editing',
  version: 1,
  customerName: 'Cedar & Finch',
  lines: 1,
  total: '120.00',
  currency: 'GBP',
  updatedAt: '2026-03-13T10:00:00.000Z',
};

const open = (connection: Parameters<typeof DraftItem>[0]['connection']) =>
  render(
    <ul>
      <DraftItem draft={draft} connection={connection} now={Date.parse(draft.updatedAt)} />
    </ul>,
  );

const isDisabled = () => screen.getByRole<HTMLButtonElement>('button', { name: /^Draft/ }).disabled;

describe('a draft of the panel', () => {
  it('opens the form and offers a menu', () => {
    open('active');
    expect(isDisabled()).toBe(false);
    expect(screen.getAllByRole('button')).toHaveLength(2);
  });

  it('offers nothing after QuickBooks was disconnected, and says why', () => {
    open('ended');
    expect(isDisabled()).toBe(true);
    expect(screen.getAllByRole('button')).toHaveLength(1);
    screen.getByTitle('QuickBooks is not connected');
  });
});
