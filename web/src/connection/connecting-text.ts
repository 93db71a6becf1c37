import { isErrorCode } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import type { NoticeProps } from '../ui/feedback/notice.tsx';
import type { Connecting } from './use-connect.ts';

type Words = Pick<NoticeProps, 'kind'> & { title: string; text: string };

const cancelled = new Set(['access_denied', 'cancelled']);

/** Explains why connecting failed, by Intuit's code or ours. */
const refusedWords = (code: string): { title: string; text: string } => {
  if (cancelled.has(code)) {
    return { title: m.connection_refused_title(), text: m.connection_refused_text() };
  }
  return messagesFor(isErrorCode(code) ? code : 'internal');
};

/** Text of the progress while QuickBooks' window is open; null before. */
export const connectingText = (state: Connecting): Words | null => {
  switch (state.step) {
    case 'waiting':
      return {
        kind: 'info',
        title: m.connection_waiting_title(),
        text: m.connection_waiting_text(),
      };
    case 'blocked':
      return {
        kind: 'warning',
        title: m.connection_blocked_title(),
        text: m.connection_blocked_text(),
      };
    case 'refused':
      return { kind: 'warning', ...refusedWords(state.code) };
    case 'failed':
      return { kind: 'error', ...messagesFor(state.error.code, state.error.details) };
    default:
      return null;
  }
};
