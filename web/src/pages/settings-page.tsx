import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { DataCard } from '../company-data/data-card.tsx';
import { ConnectionCard } from '../connection/connection-card.tsx';
import { connectionState } from '../connection/queries.ts';
import { panelContext } from '../host/panel-context.ts';
import { useHeightOf } from '../host/size.ts';
import { ReadingProgress } from '../initial-sync/reading-progress.tsx';
import { AllInvoicesCard } from '../invoice-list/all-invoices-card.tsx';
import { ApiError, asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { PipedriveFieldsCard } from '../pipedrive-fields/fields-card.tsx';
import { shownPipedriveFields } from '../pipedrive-fields/queries.ts';
import { PreferencesCard } from '../preferences/preferences-card.tsx';
import { shownPreferences } from '../preferences/queries.ts';
import { ProblemsCard } from '../problems/problems-card.tsx';
import { shownReminders } from '../reminders/queries.ts';
import { RemindersCard } from '../reminders/reminders-card.tsx';
import { shownSyncSettings } from '../sync-settings/queries.ts';
import { SyncSettingsCard } from '../sync-settings/sync-settings-card.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { shownUsage } from '../usage/queries.ts';
import { UsageCard } from '../usage/usage-card.tsx';
import { CrashScreen } from './crash-screen.tsx';
import { NotInPipedrive } from './not-in-pipedrive.tsx';
import styles from './settings-page.module.css';

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
  const pipedriveFields = useQuery(shownPipedriveFields);
  const reminders = useQuery(shownReminders);
  const isOwner = connection.data?.state !== 'none' && connection.data?.owner?.isYou === true;
  const usage = useQuery({ ...shownUsage, enabled: isOwner });
  const syncSettings = useQuery(shownSyncSettings);
  const failed = [connection, shown].find(({ isError, data }) => isError && !data);
  const again = async () => {
    shown.refetch();
    const { data: now } = await connection.refetch();
    void queryClient.invalidateQueries({ queryKey: shownPipedriveFields.queryKey });
    void queryClient.invalidateQueries({ queryKey: shownReminders.queryKey, exact: true });
    // Without a connection there is no use of it.
    if (now?.owner?.isYou && now.state !== 'none')
      void queryClient.invalidateQueries({ queryKey: shownUsage.queryKey });
    void queryClient.invalidateQueries({ queryKey: shownSyncSettings.queryKey });
  };
  if (failed) return <CrashScreen error={asApiError(failed.error)} retry={again} />;
  if (!connection.data || !shown.data) return <SettingsSkeleton />;
  const { owner, state } = connection.data;
  const onlyFor = state !== 'none' && owner && !owner.isYou ? owner.name : null;
  return (
    <>
      <ConnectionCard connection={connection.data} changed={again} />
      {state === 'none' ? null : <ProblemsCard isOwner={owner?.isYou === true} />}
      {isOwner ? <ReadingProgress /> : null}
      {isOwner ? <AllInvoicesCard /> : null}
      <PreferencesCard shown={shown.data} onlyFor={onlyFor} />
      <SyncSettingsCard />
      <PipedriveFieldsCard />
      <RemindersCard />
      {isOwner ? <UsageCard /> : null}
      {/* Last: the cards above would move it when they have been read. */}
      {pipedriveFields.isPending ||
      reminders.isPending ||
      syncSettings.isPending ||
      (isOwner && usage.isPending) ? null : (
        <DataCard changed={again} deleted={deleted} />
      )}
    </>
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
