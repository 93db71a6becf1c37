import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { fullInstant } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { focusOnMount } from '../ui/focus/focus-on-mount.ts';
import { useFocusAfter } from '../ui/focus/use-focus-after.ts';
import type { Shown } from './queries.ts';
import styles from './save-bar.module.css';
import type { Preferences } from './use-preferences.ts';

type SaveBarProps = { shown: Shown; preferences: Preferences };

/** The save button and the save state. */
export function SaveBar({ shown, preferences }: SaveBarProps) {
  const { changed, current, save, saving, loadNewer } = preferences;
  // The button is disabled once nothing is left to save.
  const state = useFocusAfter<HTMLParagraphElement>(saving.isPending || changed);
  const failure = saving.isError ? asApiError(saving.error) : null;
  if (failure?.code === 'preferences_changed') {
    const { owner, since } = failure.details;
    const when = since ? fullInstant(since) : '';
    return (
      <Notice
        key={when}
        kind="warning"
        title={m.preferences_changed_title({ name: owner ?? '', when })}
        ref={focusOnMount}
        action={<Button onClick={loadNewer}>{m.preferences_changed_load()}</Button>}
      >
        {m.preferences_changed_text()}
      </Notice>
    );
  }
  return (
    <div className={styles.bar}>
      <Button
        variant="primary"
        busy={saving.isPending}
        disabled={!changed || !current}
        onClick={save}
      >
        {saving.isPending ? m.preferences_saving() : m.preferences_save()}
      </Button>
      <p
        role="status"
        tabIndex={-1}
        ref={state}
        className={saving.isError ? styles.failed : styles.state}
      >
        {stateWords(shown, changed, saving.isError ? saving.error : null)}
      </p>
    </div>
  );
}

const stateWords = (shown: Shown, changed: boolean, error: Error | null): string => {
  if (error) {
    const { code, details } = asApiError(error);
    return m.preferences_save_failed({ reason: messagesFor(code, details).title });
  }
  if (!shown.saved) return m.preferences_save_suggested();
  if (changed || !shown.savedAt) return m.preferences_save_changed();
  const when = fullInstant(shown.savedAt);
  return shown.savedBy
    ? m.preferences_saved_by({ when, name: shown.savedBy })
    : m.preferences_saved({ when });
};
