import { companyToday } from '../company-profile/company-today.ts';
import type { PipedriveUser } from '../pipedrive/gateway.ts';
import type { ReminderName, reminders } from '../reminders/contract.ts';
import type { Input, Output } from '../shared/contract/contract.ts';
import { control } from './control.ts';
import { openInvoiceFixture } from './invoice-fixture.ts';
import { runDue } from './run-due.ts';

export type InPipedrive = {
  id: number;
  subject: string;
  type: string;
  owner_id: number;
  due_date: string;
  note: string;
  done: boolean;
};

type Saved = Input<typeof reminders.save>;

/** An invoice fixture with the settings of reminders and the activities in Pipedrive. */
export const openRemindersFixture = async () => {
  const fixture = await openInvoiceFixture();
  const { company, dependencies, call, clock, dealId } = fixture;
  const { owner, companyId } = company;
  const pipedrive = dependencies.settings.pipedrive.oauthUrl;
  const inPipedrive = <T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) =>
    control<T>(pipedrive, method, path, body);

  /** Today in the time zone of the QuickBooks company. */
  const companyDate = () => companyToday({ ...dependencies, companyId }, company.realmId);

  const save = (name: ReminderName, differs: Partial<Saved> = {}, user: PipedriveUser = owner) =>
    call(user, 'reminders/save', {
      name,
      enabled: true,
      days: 7,
      assignee: 'connection_owner',
      assigneeId: null,
      activityType: 'task',
      text: 'Ask {customer} about {number}',
      includeExisting: false,
      ...differs,
    });

  return {
    ...fixture,
    inPipedrive,
    companyDate,
    save,
    showReminders: async (user: PipedriveUser = owner) =>
      (await call(user, 'reminders/show')).body as Output<typeof reminders.show>,
    existing: async (name: ReminderName, days: number) =>
      ((await call(owner, 'reminders/existing', { name, days })).body as { invoices: number })
        .invoices,
    /** Runs the background work that is due now: search, then activities, twice. */
    async work() {
      for (let round = 0; round < 2; round += 1) {
        await runDue(dependencies, ['reminders']);
        await runDue(dependencies, ['pipedrive']);
      }
    },
    async nextDays(days: number) {
      clock.advance(days * 86_400_000);
    },
    async activities(): Promise<InPipedrive[]> {
      const path = `activities?dealId=${dealId}&companyId=${companyId}`;
      return (await inPipedrive<{ activities: InPipedrive[] }>('GET', path)).activities;
    },
    /** Dates the invoice in QuickBooks relative to the clock, and reads it. */
    async date(days: { issued?: number; due?: number }) {
      const today = await companyDate();
      const on = (ago: number) => Temporal.PlainDate.from(today).subtract({ days: ago }).toString();
      await fixture.changeInQuickbooks({
        ...(days.issued !== undefined && { TxnDate: on(days.issued) }),
        ...(days.due !== undefined && { DueDate: on(days.due) }),
      });
      await fixture.refresh();
    },
    fault: (method: string, fault: object) =>
      inPipedrive('POST', 'faults', {
        match: { method, path: '/api/v2/activities', company: companyId },
        times: 1,
        ...fault,
      }),
  };
};
