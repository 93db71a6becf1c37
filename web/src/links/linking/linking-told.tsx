import { wordsFor } from '../../lib/error-words.ts';
import { Button } from '../../ui/button.tsx';
import { CheckIcon, WarningIcon } from '../../ui/icons.tsx';
import { m } from '../../words/compiled/messages.js';
import { counted } from '../sums/counted.ts';
import styles from './linking-told.module.css';
import type { Done, Linking } from './use-linking.ts';

const doneWords = ({ kind, ids, missing }: Done): string => {
  const count = ids.length;
  const words = kind === 'link' ? m.links_linked(counted(count)) : m.links_unlinked(counted(count));
  return missing > 0 ? `${words} ${m.links_missing(counted(missing))}` : words;
};

/** How linking ended, at the foot of the list, with the way back; it stays until something else is done. */
export function LinkingTold({ linking: { told, undo, busy } }: { linking: Linking }) {
  return (
    <div role="status">
      {told ? (
        <div className={told.kind === 'failed' ? `${styles.bar} ${styles.failed}` : styles.bar}>
          {told.kind === 'failed' ? <WarningIcon /> : <CheckIcon />}
          {told.kind === 'done' ? (
            <>
              <span>{doneWords(told.done)}</span>
              {told.done.ids.length > 0 ? (
                <Button look="quiet" busy={busy.size > 0} onClick={() => undo(told.done)}>
                  {m.links_undo()}
                </Button>
              ) : null}
            </>
          ) : null}
          {told.kind === 'undone' ? <span>{m.links_undone()}</span> : null}
          {told.kind === 'failed' ? (
            <Failure {...wordsFor(told.error.code, told.error.details)} />
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

function Failure({ title, text }: { title: string; text: string }) {
  return (
    <span>
      <b>{title}</b> {text}
    </span>
  );
}
