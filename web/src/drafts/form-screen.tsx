import { useEffect, useEffectEvent, useState } from 'react';
import { FormProvider } from 'react-hook-form';
import { modalSizes } from '../host/modal-size.ts';
import { useModalSize } from '../host/use-modal-size.ts';
import { useEscape } from '../lib/use-escape.ts';
import { CustomerSection } from './customer/customer-section.tsx';
import { DetailsSection } from './details/details-section.tsx';
import { ratePath } from './details/rate-field.tsx';
import { DraftFormContext } from './draft-form-context.ts';
import { FormFooter } from './form-footer.tsx';
import { FormHeader } from './form-header.tsx';
import { FormNotices } from './form-notices.tsx';
import styles from './form-screen.module.css';
import { LinesSection } from './lines/lines-section.tsx';
import { Preflight } from './preflight/preflight.tsx';
import { TotalsCard } from './preflight/totals-card.tsx';
import { useCloseForm } from './use-close-form.ts';
import type { Draft } from './use-draft.ts';
import { useLiveCheck } from './use-live-check.ts';

type FormScreenProps = {
  draft: Draft;
  close: () => void;
  reload: () => void;
  startFresh: () => void;
};

const useCreateKey = (create: () => void): void => {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!event.repeat) create();
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => pressed(event);
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};

/** The form: customer, details and lines, beside totals and preflight checks. */
export function FormScreen({ draft, close, reload, startFresh }: FormScreenProps) {
  const { opened, form, marks, creating, create } = draft;
  const live = useLiveCheck(form, opened.profile, draft.refused);
  const { content, totals, unsaved } = live;
  // The user need not fill in a rate that is being requested.
  const isReading = draft.rate.state === 'reading';
  const problems = isReading
    ? live.problems.filter(({ path }) => path !== ratePath)
    : live.problems;
  const [choosing, setChoosing] = useState(content.customer.choice.kind !== 'existing');
  const { cancel, discard } = useCloseForm(draft, close);
  useCreateKey(create);
  // Also restores the size when the user returns from a smaller screen.
  useModalSize(modalSizes.form);
  useEscape(creating ? undefined : () => void cancel(), { asks: true });
  const marked = marks.shown(problems, unsaved);
  const { visit } = marks;
  const wasRefused = draft.status.refusal !== null;
  return (
    <DraftFormContext
      value={{
        opened,
        content,
        totals,
        rate: draft.rate,
        problems,
        wasRefused,
        marked,
        visit,
        choosing,
        setChoosing,
      }}
    >
      <FormProvider {...form}>
        <form
          className={styles.form}
          noValidate
          onSubmit={(event) => event.preventDefault()}
          onBlur={marks.left}
        >
          <main className={styles.main} inert={creating}>
            <FormHeader draft={draft} startFresh={startFresh} />
            <FormNotices draft={draft} reload={reload} />
            <div className={styles.columns}>
              <div className={styles.parts}>
                <CustomerSection />
                <DetailsSection />
                <LinesSection />
              </div>
              <aside className={styles.aside}>
                <TotalsCard />
                <Preflight />
              </aside>
            </div>
          </main>
          <FormFooter
            saved={draft.saving.state}
            creating={creating}
            cancel={cancel}
            discard={discard}
            create={create}
          />
        </form>
      </FormProvider>
    </DraftFormContext>
  );
}
