import { usePrefetchQuery, useQueryClient } from '@tanstack/react-query';
import { Activity, type ReactNode, useState } from 'react';
import { DataCard } from '../company-data/data-card.tsx';
import { ConnectionCard } from '../connection/connection-card.tsx';
import { ReadingProgress } from '../initial-sync/reading-progress.tsx';
import { AllInvoicesCard } from '../invoice-list/all-invoices-card.tsx';
import { ItemsCard } from '../items/items-card.tsx';
import { shownItemSettings } from '../items/queries.ts';
import type { Answer } from '../lib/api.ts';
import { m } from '../messages/compiled/messages.js';
import { PipedriveFieldsCard } from '../pipedrive-fields/fields-card.tsx';
import { shownPipedriveFields } from '../pipedrive-fields/queries.ts';
import { NotesCard } from '../preferences/notes-card.tsx';
import { PreferencesCard } from '../preferences/preferences-card.tsx';
import type { Shown } from '../preferences/queries.ts';
import { usePreferences } from '../preferences/use-preferences.ts';
import { ProblemsCard } from '../problems/problems-card.tsx';
import { foundProblems } from '../problems/queries.ts';
import { shownReminders } from '../reminders/queries.ts';
import { RemindersCard } from '../reminders/reminders-card.tsx';
import { shownSyncSettings } from '../sync-settings/queries.ts';
import { SyncSettingsCard } from '../sync-settings/sync-settings-card.tsx';
import { ViewTabs } from '../ui/layout/view-tabs.tsx';
import { UsageCard } from '../usage/usage-card.tsx';
import styles from './settings-page.module.css';
import { ShownAfter } from './shown-after.tsx';

type View = 'overview' | 'invoices' | 'sync' | 'fields' | 'notes' | 'data';

const views: [View, () => string][] = [
  ['overview', m.preferences_view_overview],
  ['invoices', m.preferences_view_invoices],
  ['sync', m.preferences_view_sync],
  ['fields', m.preferences_view_fields],
  ['notes', m.preferences_view_notes],
  ['data', m.preferences_view_data],
];

type SettingsViewsProps = {
  connection: Answer<'connection', 'state'>;
  shown: Shown;
  /** Called when the connection has changed. */
  changed: () => void;
  /** Called when everything was deleted and the app uninstalled. */
  deleted: () => void;
};

/**
 * The settings under tabs. A hidden view keeps what was typed in it, and reads nothing. Preferences
 * are saved from two views, so what is typed is kept here, and only the visible view is rendered.
 */
export function SettingsViews({ connection, shown, changed, deleted }: SettingsViewsProps) {
  const [current, setCurrent] = useState<View>('overview');
  const queryClient = useQueryClient();
  // Reminders may name amounts only where notes do.
  const preferences = usePreferences(
    shown,
    () => void queryClient.invalidateQueries(shownReminders),
  );
  // So that a view is complete when its tab is pressed.
  usePrefetchQuery(shownPipedriveFields);
  usePrefetchQuery(shownReminders);
  usePrefetchQuery(shownSyncSettings);
  usePrefetchQuery(shownItemSettings);
  const { owner, state } = connection;
  const isConnected = state !== 'none';
  const isOwner = isConnected && owner?.isYou === true;
  const onlyFor = isConnected && owner && !owner.isYou ? owner.name : null;
  const contents: Record<View, ReactNode> = {
    overview: (
      <>
        <ConnectionCard connection={connection} changed={changed} />
        {isConnected ? <ProblemsCard isOwner={isOwner} /> : null}
        {isOwner ? (
          <ShownAfter query={foundProblems()}>
            <ReadingProgress />
            <AllInvoicesCard />
          </ShownAfter>
        ) : null}
      </>
    ),
    invoices: (
      <>
        {current === 'invoices' ? (
          <PreferencesCard shown={shown} preferences={preferences} onlyFor={onlyFor} />
        ) : null}
        <ItemsCard />
      </>
    ),
    sync: (
      <>
        <SyncSettingsCard />
        {isOwner ? (
          <ShownAfter query={shownSyncSettings}>
            <UsageCard />
          </ShownAfter>
        ) : null}
      </>
    ),
    fields: <PipedriveFieldsCard />,
    notes: (
      <>
        {current === 'notes' ? (
          <NotesCard shown={shown} preferences={preferences} onlyFor={onlyFor} />
        ) : null}
        <RemindersCard />
      </>
    ),
    data: <DataCard changed={changed} deleted={deleted} />,
  };
  return (
    <>
      <ViewTabs label={m.preferences_views()} views={views} current={current} choose={setCurrent} />
      {views.map(([view]) => (
        <Activity key={view} mode={view === current ? 'visible' : 'hidden'}>
          <div className={styles.view}>{contents[view]}</div>
        </Activity>
      ))}
    </>
  );
}
