import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { confirmInHost } from '../host/dialogs.ts';
import { api } from '../lib/api.ts';
import { type ApiError, asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { useUnsaved } from '../lib/unsaved.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { Section } from '../ui/layout/section.tsx';
import { LockedEntries } from './locked-entries.tsx';
import { nextText } from './next-text.ts';
import { PlanRows } from './plan-rows.tsx';
import styles from './plan-screen.module.css';
import { PlanSum } from './plan-sum.tsx';
import { PlanWarnings } from './plan-warnings.tsx';
import type { Plan } from './queries.ts';
import { byDate, isRight, openRows, type Row } from './rows.ts';
import { ScheduleForm } from './schedule-form.tsx';
import { SourceOffers } from './source-offers.tsx';

export type PlanWays = {
  /** Opens the form of an entry. */
  create: (entryId: string) => void;
  showInvoice: (invoiceId: string) => void;
  close: () => void;
};

type PlanEditorProps = PlanWays & {
  plan: Plan;
  /** Whether the plan was just saved. */
  isSaved: boolean;
  saved: (plan: Plan) => void;
  /** Loads the plan again, after it was changed elsewhere. */
  reload: () => Promise<void>;
};

/** Entries with an invoice, and the others to be typed, filled in and saved. */
export function PlanEditor(props: PlanEditorProps) {
  const { plan, isSaved, saved, reload, create, showInvoice, close } = props;
  const [rows, setRows] = useState(() => openRows(plan));
  const [tried, setTried] = useState(false);
  const isChanged = JSON.stringify(rows) !== JSON.stringify(openRows(plan));
  useUnsaved(isChanged ? leaveQuestion() : null);
  const saving = useMutation({
    mutationFn: (entries: Row[]) =>
      api['billing-plans'].save({ dealId: plan.deal.id, version: plan.version, entries }),
    onSuccess: saved,
  });
  const reloading = useMutation({ mutationFn: reload });
  const isPending = saving.isPending || reloading.isPending;
  const isComplete = rows.every(isRight);
  const save = () => {
    setTried(true);
    if (isComplete) saving.mutate(rows);
  };
  const remove = async () => {
    if (await confirmInHost(deleteQuestion())) saving.mutate([]);
  };
  const leaveFor = async (next: () => void) => {
    if (!isChanged || (await confirmInHost(leaveQuestion()))) next();
  };
  const add = (added: Row[]) => setRows(byDate([...rows, ...added]));
  const fromPipedrive = rows.filter(({ source }) => source !== null);
  const next = plan.entries.find(({ id }) => id === plan.nextId);
  const isNew = openRows(plan).length === 0;
  const tools = (
    <>
      <ScheduleForm
        plan={plan}
        kept={fromPipedrive}
        fill={(filled) => setRows(byDate([...fromPipedrive, ...filled]))}
      />
      <SourceOffers plan={plan} rows={rows} add={add} />
    </>
  );
  return (
    <>
      <PlanNotices
        isSaved={isSaved && !isChanged}
        error={saving.error && asApiError(saving.error)}
        reload={reloading.mutate}
        isReloading={reloading.isPending}
      />
      {/* The editor starts again with the saved plan, so nothing can be typed in the meantime. */}
      <div className={styles.parts} inert={isPending}>
        <PlanWarnings plan={plan} rows={rows} setRows={setRows} />
        <LockedEntries
          plan={plan}
          create={(entryId) => void leaveFor(() => create(entryId))}
          showInvoice={showInvoice}
        />
        {isNew ? tools : null}
        <Section title={m.billing_plans_entries()}>
          <PlanRows plan={plan} rows={rows} setRows={setRows} isShowingProblems={tried} />
          <PlanSum plan={plan} rows={rows} />
        </Section>
        {isNew ? null : (
          <details>
            <summary className={styles.again}>{m.billing_plans_again()}</summary>
            {tools}
          </details>
        )}
      </div>
      {tried && !isComplete ? (
        <p className={styles.problem} role="alert">
          {m.billing_plans_fix_entries()}
        </p>
      ) : null}
      <footer className={styles.footer}>
        <Button variant={isChanged ? 'primary' : 'secondary'} busy={isPending} onClick={save}>
          {m.billing_plans_save()}
        </Button>
        {next && !isChanged && next.state !== 'sending' ? (
          <Button variant="primary" busy={isPending} onClick={() => create(next.id)}>
            {nextText(next)}
          </Button>
        ) : null}
        <Button variant="quiet" onClick={() => void leaveFor(close)}>
          {m.billing_plans_close()}
        </Button>
        {openRows(plan).length > 0 ? (
          <Button
            variant="danger"
            className={styles.last}
            busy={isPending}
            onClick={() => void remove()}
          >
            {m.billing_plans_delete()}
          </Button>
        ) : null}
      </footer>
    </>
  );
}

type PlanNoticesProps = {
  isSaved: boolean;
  error: ApiError | null;
  reload: () => void;
  isReloading: boolean;
};

function PlanNotices({ isSaved, error, reload, isReloading }: PlanNoticesProps) {
  if (error) {
    const { title, text } = messagesFor(error.code, error.details);
    const action =
      error.code === 'plan_changed' ? (
        <Button busy={isReloading} onClick={() => reload()}>
          {m.billing_plans_reload()}
        </Button>
      ) : undefined;
    return (
      <Notice kind="error" title={title} action={action} ref={focusOnMount}>
        {text}
      </Notice>
    );
  }
  return isSaved ? (
    <Notice kind="success" title={m.billing_plans_saved()} ref={focusOnMount} />
  ) : null;
}

const leaveQuestion = () => ({
  title: m.billing_plans_leave_title(),
  description: m.billing_plans_leave_text(),
  okText: m.billing_plans_leave(),
  cancelText: m.billing_plans_stay(),
  okColor: 'negative' as const,
});

const deleteQuestion = () => ({
  title: m.billing_plans_delete_title(),
  description: m.billing_plans_delete_text(),
  okText: m.billing_plans_delete(),
  cancelText: m.billing_plans_keep(),
  okColor: 'negative' as const,
});
