import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { DataCard } from '../company-data/data-card.tsx';
import { ConnectionCard } from '../connection/connection-card.tsx';
import { connectionState } from '../connection/queries.ts';
import { DealFieldsCard } from '../deal-fields/deal-fields-card.tsx';
import { shownDealFields } from '../deal-fields/queries.ts';
import { panelContext } from '../host/panel-context.ts';
import { useHeightOf } from '../host/size.ts';
import { AllInvoicesCard } from '../invoice-list/all-invoices-card.tsx';
import { ApiError, asApiError } from '../lib/api-error.ts';
import { m } from '../messages/compiled/messages.js';
import { PreferencesCard } from '../preferences/preferences-card.tsx';
import { shownPreferences } from '../preferences/queries.ts';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
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
  const dealFields = useQuery(shownDealFields);
  const failed = [connection, shown].find(({ isError, data }) => isError && !data);
  const again = () => {
    connection.refetch();
    shown.refetch();
    void queryClient.invalidateQueries({ queryKey: shownDealFields.queryKey });
  };
  if (failed) return <CrashScreen error={asApiError(failed.error)} retry={again} />;
  if (!connection.data || !shown.data) return <SettingsSkeleton />;
  const { owner, state } = connection.data;
  const onlyFor = state !== 'none' && owner && !owner.isYou ? owner.name : null;
  return (
    <>
      <ConnectionCard connection={connection.data} changed={again} />
      {state !== 'none' && owner?.isYou ? <AllInvoicesCard /> : null}
      <PreferencesCard shown={shown.data} onlyFor={onlyFor} />
      <DealFieldsCard />
      {/* Last: the card above would move it when its fields have been read. */}
      {dealFields.isPending ? null : <DataCard changed={again} deleted={deleted} />}
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
