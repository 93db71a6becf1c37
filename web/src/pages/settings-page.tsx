import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { connectionState } from '../connection/queries.ts';
import { panelContext } from '../host/panel-context.ts';
import { useHeightOf } from '../host/size.ts';
import { shownItemSettings } from '../items/queries.ts';
import { ApiError, asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { shownPipedriveFields } from '../pipedrive-fields/queries.ts';
import { shownPreferences } from '../preferences/queries.ts';
import { shownReminders } from '../reminders/queries.ts';
import { shownSyncSettings } from '../sync-settings/queries.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { shownUsage } from '../usage/queries.ts';
import { CrashScreen } from './crash-screen.tsx';
import { NotInPipedrive } from './not-in-pipedrive.tsx';
import styles from './settings-page.module.css';
import { SettingsViews } from './settings-views.tsx';

const settingsHeight = (content: number): number => Math.max(320, Math.ceil(content));

/** The app's settings inside Pipedrive. */
export default function SettingsPage() {
  return panelContext.framed ? <FramedSettings /> : <NotInPipedrive />;
}

function FramedSettings() {
  const content = useRef<HTMLElement>(null);
  useHeightOf(content, settingsHeight);
  return (
    <main ref={content} className={styles.page}>
      <h1 className="unseen">{m.preferences_page_title()}</h1>
      <SettingsOrDeleted />
    </main>
  );
}

const focusOn = (element: HTMLElement | null) => element?.focus();

/** After a deletion no request is sent until the user has installed the app again. */
function SettingsOrDeleted() {
  const [deleted, setDeleted] = useState(false);
  const queryClient = useQueryClient();
  const again = () => {
    queryClient.clear();
    setDeleted(false);
  };
  if (!deleted) return <Settings deleted={() => setDeleted(true)} />;
  return (
    <>
      <Notice kind="success" title={m.data_gone()} ref={focusOn}>
        {m.data_gone_text()}
      </Notice>
      <CrashScreen error={new ApiError('not_installed')} retry={again} />
    </>
  );
}

function Settings({ deleted }: { deleted: () => void }) {
  const queryClient = useQueryClient();
  const connection = useQuery(connectionState);
  const shown = useQuery(shownPreferences);
  const failed = [connection, shown].find(({ isError, data }) => isError && !data);
  const again = () => {
    void shown.refetch();
    void connection.refetch();
    for (const { queryKey } of [
      shownPipedriveFields,
      shownReminders,
      shownUsage,
      shownSyncSettings,
      shownItemSettings,
    ])
      void queryClient.invalidateQueries({ queryKey, exact: true });
  };
  if (failed) return <CrashScreen error={asApiError(failed.error)} retry={again} />;
  if (!connection.data || !shown.data) return <SettingsSkeleton />;
  return (
    <SettingsViews
      connection={connection.data}
      shown={shown.data}
      changed={again}
      deleted={deleted}
    />
  );
}

function SettingsSkeleton() {
  return (
    <Skeleton>
      <div className={styles.skeleton}>
        <Bar width={30} height={16} />
        <Bar width={80} />
        <Bar width={100} height={120} />
      </div>
    </Skeleton>
  );
}
