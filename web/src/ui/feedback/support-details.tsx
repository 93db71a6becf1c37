import { useState } from 'react';
import type { ApiError } from '../../lib/api-error.ts';
import { supportText } from '../../lib/messages-of.ts';
import { m } from '../../messages/compiled/messages.js';
import styles from './support-details.module.css';

/** "Copy details for support". Shows the text itself in a frame that may not copy. */
export function SupportDetails({ error }: { error: ApiError }) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  const [text] = useState(() => supportText(error));
  const copy = async () => setState((await copyText(text)) ? 'copied' : 'failed');
  return (
    <div>
      <button type="button" className={styles.copy} onClick={copy}>
        {m.common_copy_details()}
      </button>
      <p role="status" className={styles.status}>
        {state === 'copied' ? m.common_copied() : null}
        {state === 'failed' ? m.common_copy_failed() : null}
      </p>
      {state === 'failed' ? <pre className={styles.text}>{text}</pre> : null}
    </div>
  );
}

/** Fallback through `execCommand`, for frames without permission for the Clipboard API. */
const copyBySelection = (text: string): boolean => {
  const focused = document.activeElement;
  const area = document.createElement('textarea');
  area.value = text;
  area.className = 'unseen';
  document.body.append(area);
  area.select();
  const copied = document.execCommand('copy');
  area.remove();
  if (focused instanceof HTMLElement) focused.focus();
  return copied;
};

/** Copies text; call it in a click handler. Returns false when the browser allows neither way. */
const copyText = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyBySelection(text);
  }
};
