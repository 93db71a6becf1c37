import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../lib/api.ts';
import { asApiError } from '../lib/api-error.ts';
import { useEscape } from '../lib/use-escape.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';
import { FormSkeleton } from './form-skeleton.tsx';
import { OpenedDraft } from './opened-draft.tsx';
import { forgetUnsaved, openWithUnsaved, withUnsaved } from './unsaved-draft.ts';

type InvoiceFormProps = {
  dealId: number;
  /** Null opens the deal's unfinished draft, or a new form. */
  draftId: string | null;
  /** Opens a new form that bills by how much the deal changed since its invoices. */
  difference: boolean;
  /** The entry of the billing plan that the form is for. */
  entryId: string | null;
  send: (invoiceId: string) => void;
  showPdf: (invoiceId: string) => void;
  showPlan: () => void;
  close: () => void;
};

type Asked = {
  draftId: string | null;
  entryId: string | null;
  fresh: boolean;
  difference: boolean;
  time: number;
};

/** The invoice form in the modal. */
export default function InvoiceForm(props: InvoiceFormProps) {
  const { dealId, draftId, entryId, difference, send, showPdf, showPlan, close } = props;
  const [asked, setAsked] = useState<Asked>({
    draftId,
    entryId,
    fresh: false,
    difference,
    time: 0,
  });
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['drafts', 'open', dealId, asked],
    queryFn: ({ signal }) => {
      const { draftId: requested, entryId: entry, fresh } = asked;
      const open = (input: { fresh: boolean; difference?: boolean }) =>
        api.drafts.open(
          { dealId, draftId: requested, ...(entry && { entryId: entry }), ...input },
          { signal },
        );
      // Content that was never saved belongs to another form.
      if (asked.difference) {
        return open({ fresh: true, difference: true }).then((form) => ({ form, restored: false }));
      }
      return requested === null && entry === null && !fresh
        ? openWithUnsaved(open)
        : open({ fresh }).then(withUnsaved);
    },
    // The form's initial values come from this response, so it must not be refetched in the
    // background.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnReconnect: false,
  });
  useEscape(data && !error ? undefined : close);
  if (error) return <FormProblem error={error} busy={isFetching} retry={refetch} close={close} />;
  if (!data) return <FormSkeleton />;
  const ask = (next: Pick<Asked, 'draftId' | 'entryId' | 'fresh'>) =>
    setAsked({ ...next, difference: false, time: asked.time + 1 });
  return (
    <OpenedDraft
      key={asked.time}
      opened={data}
      send={send}
      showPdf={showPdf}
      showPlan={showPlan}
      close={close}
      reload={() => {
        const { status, deal } = data.form;
        forgetUnsaved(deal.id, status.id);
        ask({ draftId: status.id, entryId: null, fresh: false });
      }}
      startFresh={() => ask({ draftId: null, entryId: null, fresh: true })}
    />
  );
}

type FormProblemProps = { error: Error; busy: boolean; retry: () => void; close: () => void };

/** Shown when the form could not be filled: why, and what to do. */
function FormProblem({ error, busy, retry, close }: FormProblemProps) {
  return (
    <main>
      <ErrorScreen
        error={asApiError(error)}
        retry={retry}
        busy={busy}
        footer={
          <Button variant="quiet" onClick={close}>
            {m.drafts_close()}
          </Button>
        }
      />
    </main>
  );
}
