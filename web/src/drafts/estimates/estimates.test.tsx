// @vitest-environment happy-dom
import type { OpenEstimate } from '@dealbill/server/contract/drafts';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { emptyLine } from '../../editor/document.ts';
import { EditorContext } from '../../editor/editor-store.ts';
import { queryClient } from '../../lib/query-client.ts';
import { fakeServer } from '../../testing/fake-server.ts';
import { sampleContent, sampleForm } from '../../testing/sample-draft.ts';
import { DraftContext, openSession } from '../draft-session.ts';
import { Estimates } from './estimates.tsx';

const host = vi.hoisted(() => ({ confirms: true, asked: [] as string[] }));
vi.mock('../../host/dialogs.ts', () => ({
  confirmInHost: async ({ title }: { title: string }) => {
    host.asked.push(title);
    return host.confirms;
  },
}));
vi.mock('../../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const estimate: OpenEstimate = {
  id: '41',
  number: '1001',
  issueDate: '2026-03-01',
  expiresOn: null,
  status: 'pending',
  total: '100.00',
  currency: 'GBP',
  left: 0,
  lines: [{ ...emptyLine('copied'), description: 'Oak desk', unitPrice: '100' }],
  discount: { kind: 'none' },
  shipping: null,
  taxMode: 'excluded',
  salesTaxCodeId: null,
};

beforeEach(() => Object.assign(host, { confirms: true, asked: [] }));
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  queryClient.clear();
});

const open = async (lines = sampleContent.lines) => {
  const server = fakeServer();
  const choice = {
    kind: 'existing' as const,
    id: '58',
    name: 'Cedar & Finch',
    email: '',
    currency: 'GBP',
  };
  const content = { ...sampleContent, customer: { ...sampleContent.customer, choice }, lines };
  const session = openSession({ form: { ...sampleForm, content }, restored: true });
  render(
    <QueryClientProvider client={queryClient}>
      <DraftContext value={session}>
        <EditorContext value={session.editor}>
          <Estimates />
        </EditorContext>
      </DraftContext>
    </QueryClientProvider>,
  );
  const call = await server.next('/api/drafts/estimates');
  call.reply({ body: { estimates: [estimate], more: false, trouble: null } });
  const descriptions = () =>
    session.editor.state.getState().document.lines.map(({ description }) => description);
  return { editor: session.editor, descriptions };
};

const press = async (name: string) => fireEvent.click(await screen.findByRole('button', { name }));

describe('using an estimate', () => {
  it('is described by its name and by what it replaces', async () => {
    await open();
    const ids = (await screen.findByRole('button', { name: 'Use' })).getAttribute(
      'aria-describedby',
    );
    const texts = ids?.split(' ').map((id) => document.getElementById(id)?.textContent);
    expect(texts?.join(' ')).toMatch(/Estimate 1001.*replaces the lines, discount and tax/);
  });

  it('asks before it loses lines that are too large to be restored', async () => {
    const description = 'long'.repeat(1000);
    const lines = Array.from({ length: 100 }, (_, n) => ({ ...emptyLine(`${n}`), description }));
    const { descriptions } = await open(lines);
    host.confirms = false;
    await press('Use');
    await waitFor(() => expect(host.asked).toEqual(['Replace the lines?']));
    expect(descriptions()).toHaveLength(100);
    host.confirms = true;
    await press('Use');
    await waitFor(() => expect(descriptions()).toEqual(['Oak desk']));
  });
});

describe('taking an estimate back', () => {
  it('does not ask while the copied lines are unchanged', async () => {
    const { descriptions } = await open();
    await press('Use');
    await press('Take back');
    await waitFor(() => expect(descriptions()).toEqual(['']));
    expect(host.asked).toEqual([]);
  });

  it('asks before it loses what was typed into the copied lines', async () => {
    const { editor, descriptions } = await open();
    await press('Use');
    editor.dispatch({ type: 'text_typed', path: 'lines.0.quantity', text: '2' });
    host.confirms = false;
    await press('Take back');
    await waitFor(() => expect(host.asked).toEqual(['Take back Estimate 1001?']));
    expect(descriptions()).toEqual(['Oak desk']);
  });
});
