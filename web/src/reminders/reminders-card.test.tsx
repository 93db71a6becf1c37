// @vitest-environment happy-dom
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { queryClient } from '../lib/query-client.ts';
import { failure, fakeServer } from '../testing/fake-server.ts';
import type { Shown, ShownReminder } from './queries.ts';
import { RemindersCard } from './reminders-card.tsx';

vi.mock('../host/signed-token.ts', () => ({
  signedToken: async () => 'token',
  forgetToken: () => {},
}));

const show = '/api/reminders/show';
const existing = '/api/reminders/existing';
const save = '/api/reminders/save';

const overdue: ShownReminder = {
  name: 'overdue',
  enabled: false,
  days: 7,
  assignee: 'connection_owner',
  assigneeId: null,
  assigneeName: '',
  activityType: 'task',
  text: 'Ask {customer} about {number}',
};

const shownWith = (differs: Partial<Shown> = {}): Shown => ({
  settings: [overdue],
  users: [{ id: 5, name: 'Ben' }],
  types: [{ key: 'task', name: 'Task' }],
  example: { number: '1042', customer: 'Larch', amount: '60.00', currency: 'USD' },
  amountsAllowed: false,
  owner: { name: 'Ada', isYou: true },
  ...differs,
});

let server: ReturnType<typeof fakeServer>;
beforeEach(() => {
  server = fakeServer();
  render(
    <QueryClientProvider client={queryClient}>
      <RemindersCard />
    </QueryClientProvider>,
  );
});
afterEach(() => {
  cleanup();
  queryClient.clear();
});

const reply = async (shown: Shown) => (await server.next(show)).reply({ body: shown });
const countIs = async (invoices: number) =>
  (await server.next(existing)).reply({ body: { invoices } });

describe('the settings of reminders', () => {
  it('show the text of an example while it is typed, and switch a reminder on', async () => {
    await reply(shownWith());
    await countIs(3);
    await screen.findByText('Example: Ask Larch about 1042');
    screen.getByText(/^Examples are about the invoice that was linked to a deal last/);
    fireEvent.change(screen.getByLabelText('Text'), { target: { value: 'Call {customer}' } });
    await screen.findByText('Example: Call Larch');
    fireEvent.change(screen.getByLabelText('Assigned to'), { target: { value: '5' } });
    fireEvent.click(await screen.findByLabelText(/^Also remind of 3 invoices/));
    fireEvent.click(screen.getByRole('button', { name: 'Switch on' }));
    const sent = await server.next(save);
    expect(sent.input).toEqual({
      name: 'overdue',
      enabled: true,
      days: 7,
      assignee: 'user',
      assigneeId: 5,
      activityType: 'task',
      text: 'Call {customer}',
      includeExisting: true,
    });
    sent.reply({ body: {} });
    await reply(shownWith({ settings: [{ ...overdue, enabled: true }] }));
    await countIs(0);
    await screen.findByText(/^Switched on/);
    await screen.findByRole('button', { name: 'Switch off' });
  });

  it('say for each reminder which existing invoices would be included', async () => {
    await reply(shownWith({ settings: [{ ...overdue, name: 'due', days: 3 }, overdue] }));
    const counts = [await server.next(existing), await server.next(existing)];
    for (const count of counts) {
      const { name } = count.input as { name: string };
      count.reply({ body: { invoices: name === 'due' ? 1 : 0 } });
    }
    const due = within(screen.getByRole('group', { name: 'Invoice due soon' }));
    await due.findByLabelText('Also remind of 1 invoice that is due within these days already');
    const late = within(screen.getByRole('group', { name: 'Invoice overdue' }));
    await late.findByText('No invoice has reached these days yet.');
  });

  it('include no existing invoice unless the user says so', async () => {
    await reply(shownWith());
    await countIs(2);
    fireEvent.click(screen.getByRole('button', { name: 'Switch on' }));
    expect((await server.next(save)).input).toMatchObject({ includeExisting: false });
  });

  it('do not save an amount that notes hide, nor days that are no number', async () => {
    await reply(shownWith());
    await countIs(0);
    const button = screen.getByRole('button', { name: 'Switch on' });
    fireEvent.change(screen.getByLabelText('Text'), { target: { value: '{amount}' } });
    await screen.findByText(/^Remove the amount/);
    expect(button.getAttribute('aria-disabled')).toBe('true');
    fireEvent.change(screen.getByLabelText('Text'), { target: { value: '{number}' } });
    fireEvent.change(screen.getByLabelText('Number of days'), { target: { value: '0' } });
    await screen.findByText('Enter a whole number from 1 to 365.');
    expect(button.getAttribute('aria-disabled')).toBe('true');
  });

  it('keep a text that is too long, say by how much, and save it once it is shortened', async () => {
    await reply(shownWith());
    await countIs(0);
    const text = screen.getByLabelText<HTMLInputElement>('Text');
    const button = screen.getByRole('button', { name: 'Switch on' });
    fireEvent.change(text, { target: { value: 'x'.repeat(230) } });
    await screen.findByText('Shorten the text: it has 230 characters, and 200 are possible.');
    expect(text.value).toHaveLength(230);
    expect(text.maxLength).toBe(-1);
    fireEvent.click(button);
    expect(server.paths).not.toContain(save);
    fireEvent.change(text, { target: { value: 'x'.repeat(200) } });
    fireEvent.click(button);
    expect((await server.next(save)).input).toMatchObject({ text: 'x'.repeat(200) });
  });

  it('say why they were not saved', async () => {
    await reply(shownWith());
    await countIs(0);
    fireEvent.click(screen.getByRole('button', { name: 'Switch on' }));
    (await server.next(save)).reply({ status: 404, body: failure('not_found') });
    await reply(shownWith());
    await countIs(0);
    await screen.findByText(/no longer exists in Pipedrive/);
  });

  it('are read-only and without an example for a colleague', async () => {
    await reply(shownWith({ owner: { name: 'Ada', isYou: false }, example: null, users: [] }));
    const group = await screen.findByRole<HTMLFieldSetElement>('group');
    expect(group.disabled).toBe(true);
    expect(within(group).queryByRole('button')).toBeNull();
    expect(screen.queryByText(/managed by Ada/)).toBeTruthy();
    expect(screen.queryByText(/Example/)).toBeNull();
  });

  it('say that the permission for activities is missing', async () => {
    await reply(shownWith({ types: null }));
    await screen.findByText('No permission for activities');
  });
});
