import { type ReactNode, useState } from 'react';
import type { ModalView } from '../host/modal-view.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { ViewTabs } from '../ui/layout/view-tabs.tsx';
import { ProblemList } from './problem-list.tsx';
import styles from './problems.module.css';
import { SyncRecords } from './sync-records.tsx';

type Tab = 'problems' | 'ignored' | 'records';

const tabs: [Tab, () => string][] = [
  ['problems', m.problems_tab_problems],
  ['ignored', m.problems_tab_ignored],
  ['records', m.problems_tab_records],
];

type ProblemsScreenProps = {
  /** The part that is shown first. */
  first: Tab;
  reconnect: (done: () => void) => ReactNode;
  /** Opens another screen of ours, which leads back here. */
  show: (view: ModalView) => void;
  /** Returns to the screen it was opened from. */
  back: (() => void) | undefined;
};

/** What failed or waits for the user, what was ignored, and all sync records. */
export default function ProblemsScreen({ first, reconnect, show, back }: ProblemsScreenProps) {
  const [tab, setTab] = useState(first);
  return (
    <main className={styles.page}>
      <header className={styles.header}>
        <h1 className={styles.title}>{m.problems_page_title()}</h1>
        {back ? <Button onClick={back}>{m.invoices_back()}</Button> : null}
      </header>
      <ViewTabs label={m.problems_tabs()} views={tabs} current={tab} choose={setTab} />
      {tab === 'records' ? (
        <SyncRecords show={show} />
      ) : (
        <ProblemList key={tab} ignored={tab === 'ignored'} reconnect={reconnect} show={show} />
      )}
    </main>
  );
}
