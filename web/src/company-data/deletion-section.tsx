import { useMutation, useQueryClient } from '@tanstack/react-query';
import { confirmInHost, showSnackbar } from '../host/dialogs.ts';
import { api } from '../lib/api.ts';
import { dayOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { useFocusAfter } from '../ui/focus/use-focus-after.ts';
import styles from './data-card.module.css';
import { type CompanyData, companyData } from './queries.ts';
import { reasonOf } from './reason-of.ts';

const confirmLater = (days: number, laterAt: string): Promise<boolean> =>
  confirmInHost({
    title: m.data_later_title({ days }),
    description: m.data_later_text({ day: dayOf(laterAt) }),
    okText: m.data_later_confirm({ days }),
    cancelText: m.common_cancel(),
    okColor: 'negative',
  });

const confirmNow = (): Promise<boolean> =>
  confirmInHost({
    title: m.data_now_title(),
    description: m.data_now_text(),
    okText: m.data_now_confirm(),
    cancelText: m.common_cancel(),
    okColor: 'negative',
  });

type DeletionSectionProps = {
  data: CompanyData;
  changed: () => void;
  deleted: () => void;
  /** Checks again in Pipedrive whether the user is an admin. */
  retry: () => void;
  retrying: boolean;
};

/** When the data will be deleted, and the actions of an admin. */
export function DeletionSection({ data, changed, deleted, retry, retrying }: DeletionSectionProps) {
  const { keptDays: days, laterAt, mayDelete, deleteAt } = data;
  const queryClient = useQueryClient();
  const deleting = useMutation({
    mutationFn: (when: 'now' | 'later') => api['company-data'].delete({ when }),
    onSuccess: async (_answer, when) => {
      if (when === 'now') return deleted();
      changed();
      await queryClient.invalidateQueries({ queryKey: companyData.queryKey });
    },
    onError: (error) => showSnackbar(m.data_delete_failed({ reason: reasonOf(error) })),
  });
  const keeping = useMutation({
    mutationFn: () => api['company-data'].keep({}),
    onSuccess: (kept) => {
      queryClient.setQueryData(companyData.queryKey, kept);
      void showSnackbar(m.data_kept_now());
    },
    onError: (error) => showSnackbar(m.data_keep_failed({ reason: reasonOf(error) })),
  });
  const section = useFocusAfter<HTMLDivElement>(deleting.isPending || keeping.isPending);
  const ask = async (when: 'now' | 'later') => {
    const sure = when === 'now' ? await confirmNow() : await confirmLater(days, laterAt);
    if (sure) deleting.mutate(when);
  };
  const deletingNow = deleting.isPending && deleting.variables === 'now';
  const deletingLater = deleting.isPending && deleting.variables === 'later';
  const now = (
    <Button variant="quiet" busy={deletingNow} onClick={() => ask('now')}>
      {m.data_now()}
    </Button>
  );
  return (
    <div className={styles.section} tabIndex={-1} ref={section}>
      <h3>{m.data_delete_title()}</h3>
      {deleteAt ? (
        <Notice
          kind="warning"
          title={m.data_planned({ day: dayOf(deleteAt) })}
          action={
            mayDelete ? (
              <>
                <Button busy={keeping.isPending} onClick={() => keeping.mutate()}>
                  {m.data_keep()}
                </Button>
                {now}
              </>
            ) : null
          }
        >
          {m.data_planned_text()}
        </Notice>
      ) : (
        <p className={styles.soft}>{m.data_kept({ days })}</p>
      )}
      {mayDelete && !deleteAt ? (
        <div className={styles.buttons}>
          <Button busy={deletingLater} onClick={() => ask('later')}>
            {m.data_later({ days })}
          </Button>
          {now}
        </div>
      ) : null}
      {mayDelete === false ? <p className={styles.soft}>{m.data_delete_admins()}</p> : null}
      {mayDelete === null ? (
        <>
          <p className={styles.soft}>{m.data_admin_unknown()}</p>
          <Button busy={retrying} onClick={retry}>
            {m.common_try_again()}
          </Button>
        </>
      ) : null}
    </div>
  );
}
