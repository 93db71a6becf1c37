import { Notice } from '../ui/notice.tsx';
import { SupportDetails } from '../ui/support-details.tsx';
import { connectingWords } from './connecting-words.ts';
import type { Connecting } from './use-connect.ts';

/** What is happening while QuickBooks' window is open; nothing before that. */
export function ConnectWords({ state }: { state: Connecting }) {
  const words = connectingWords(state);
  if (!words) return null;
  const failed = state.step === 'failed' ? <SupportDetails error={state.error} /> : null;
  return (
    <Notice kind={words.kind} title={words.title} action={failed}>
      {words.text}
    </Notice>
  );
}
