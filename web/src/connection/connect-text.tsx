import { Notice } from '../ui/feedback/notice.tsx';
import { SupportDetails } from '../ui/feedback/support-details.tsx';
import { connectingText } from './connecting-text.ts';
import type { Connecting } from './use-connect.ts';

/** The progress while QuickBooks' window is open; empty before. */
export function ConnectText({ state }: { state: Connecting }) {
  const words = connectingText(state);
  if (!words) return null;
  const failed = state.step === 'failed' ? <SupportDetails error={state.error} /> : null;
  return (
    <Notice kind={words.kind} title={words.title} action={failed}>
      {words.text}
    </Notice>
  );
}
