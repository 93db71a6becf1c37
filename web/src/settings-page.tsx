import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { DataCard } from './company-data/data-card.tsx';
import { ConnectionCard } from './connection/connection-card.tsx';
import { connectionState } from './connection/queries.ts';
import { place } from './host/place.ts';
import { useHeightOf } from './host/size.ts';
import { ApiError, asApiError } from './lib/api-error.ts';
import { AllInvoicesCard } from './links/all-invoices-card.tsx';
import { NotInPipedrive } from './not-in-pipedrive.tsx';
import { PreferencesCard } from './preferences/preferences-card.tsx';
import { shownPreferences } from './preferences/queries.ts';
import styles from './settings-page.module.css';
import { TroubleScreen } from './trouble-screen.tsx';
import { Notice } from './ui/notice.tsx';
import { Bar, Skeleton } from './ui/skeleton.tsx';
import { m } from './words/compiled/messages.js';

const settingsHeight = (content: number): number => Math.max(320, Math.ceil(content));

/** The app's settings inside Pipedrive: the connection, and what invoices are filled with. */
export default function SettingsPage() {
  return place.framed ? <FramedSettings /> : <NotInPipedrive />;
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

/** After a deletion nothing is asked of the server until the user has installed the app again. */
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
      <TroubleScreen error={new ApiError('not_installed')} retry={again} />
    </>
  );
}

function Settings({ deleted }: { deleted: () => void }) {
  const connection = useQuery(connectionState);
  const shown = useQuery(shownPreferences);
  const failed = [connection, shown].find(({ isError, data }) => isError && !data);
  const again = () => {
    connection.refetch();
    shown.refetch();
  };
  if (failed) return <TroubleScreen error={asApiError(failed.error)} retry={again} />;
  if (!connection.data || !shown.data) return <SettingsSkeleton />;
  const { holder, state } = connection.data;
  const onlyFor = state !== 'none' && holder && !holder.isYou ? holder.name : null;
  return (
    <>
      <ConnectionCard connection={connection.data} changed={again} />
      {state !== 'none' && holder?.isYou ? <AllInvoicesCard /> : null}
      <PreferencesCard shown={shown.data} onlyFor={onlyFor} />
      <DataCard changed={again} deleted={deleted} />
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
