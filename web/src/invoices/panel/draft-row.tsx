import type { ComponentType } from 'react';
import { openModal, showSnackbar } from '../../host/dialogs.ts';
import type { Answer } from '../../lib/api.ts';
import { agoOf, fullInstant, money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { PaperPlaneIcon, PencilIcon, QuestionIcon, TrashIcon } from '../../ui/controls/icons.tsx';
import { Menu } from '../../ui/controls/menu.tsx';
import styles from './draft-row.module.css';
import { connectionReasons } from './panel-actions.tsx';

type Panel = Answer<'invoices', 'list'>;

type Draft = Panel['drafts'][number];

const states: Record<
  Draft['state'],
  { icon: ComponentType; words: () => string; look: string | undefined }
> = {
  editing: { icon: PencilIcon, words: m.invoices_draft, look: styles.editing },
  sending: { icon: PaperPlaneIcon, words: m.invoices_sending, look: styles.sending },
  unknown: { icon: QuestionIcon, words: m.invoices_unknown, look: styles.unknown },
  choose: { icon: QuestionIcon, words: m.invoices_choose, look: styles.unknown },
};

type DraftItemProps = { draft: Draft; connection: Panel['connection']; now: number };

/**
 * A draft in the list: unfinished, sending, or being checked. It can be neither opened nor discarded
 * after QuickBooks was disconnected.
 */
export function DraftItem({ draft, connection, now }: DraftItemProps) {
  const { icon: Icon, words, look } = states[draft.state];
  const isEnded = connection === 'ended';
  const hasMenu = draft.state === 'editing' && !isEnded;
  return (
    <li className={hasMenu ? `${styles.item} ${styles.withMenu}` : styles.item}>
      <button
        type="button"
        className={`${styles.row} ${look}`}
        disabled={isEnded}
        title={isEnded ? connectionReasons[connection]?.() : undefined}
        onClick={() => openModal({ show: 'form', dealId: draft.dealId, draftId: draft.id })}
      >
        <Icon />
        <span className={styles.first}>
          <b>{words()}</b>
          <span className={styles.customer}>{draft.customerName}</span>
        </span>
        <span className={`${styles.total} figures`}>
          {draft.total === null ? m.invoices_draft_no_total() : money(draft.total, draft.currency)}
        </span>
        <span className={styles.second} title={fullInstant(draft.updatedAt)}>
          <DraftText draft={draft} now={now} />
        </span>
      </button>
      {hasMenu ? (
        <Menu
          label={m.invoices_draft_menu({ customer: draft.customerName })}
          entries={[
            {
              key: 'discard',
              label: m.drafts_discard(),
              icon: <TrashIcon />,
              danger: true,
              run: () => void discardDraft(draft),
            },
          ]}
        />
      ) : null}
    </li>
  );
}

/** Loaded when pressed, to keep it out of the panel's first paint. */
const discardDraft = async (draft: Draft): Promise<void> => {
  const loaded = await import('./discard-draft.ts').catch(() => null);
  if (loaded) await loaded.discardDraft(draft);
  else await showSnackbar(m.errors_offline_title());
};

function DraftText({ draft, now }: { draft: Draft; now: number }) {
  if (draft.state === 'sending') return m.invoices_sending_text();
  if (draft.state === 'unknown') return m.invoices_unknown_text();
  if (draft.state === 'choose') return m.invoices_choose_text();
  const when = agoOf(draft.updatedAt, now) ?? m.invoices_just_now();
  return `${m.invoices_draft_lines({ count: draft.lines })} · ${m.invoices_draft_saved({ when })}`;
}
