import { isErrorCode } from '../lib/api-error.ts';
import { wordsFor } from '../lib/error-words.ts';
import type { NoticeProps } from '../ui/notice.tsx';
import { m } from '../words/compiled/messages.js';
import type { Connecting } from './use-connect.ts';

type Words = Pick<NoticeProps, 'kind'> & { title: string; text: string };

const cancelled = new Set(['access_denied', 'cancelled']);

/** Why nothing was connected, by Intuit's code or ours. */
const refusedWords = (code: string): { title: string; text: string } => {
  if (cancelled.has(code)) {
    return { title: m.connection_refused_title(), text: m.connection_refused_text() };
  }
  return wordsFor(isErrorCode(code) ? code : 'internal');
};

/** What is happening while QuickBooks' window is open; null before that. */
export const connectingWords = (state: Connecting): Words | null => {
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
      return { kind: 'error', ...wordsFor(state.error.code, state.error.details) };
    default:
      return null;
  }
};
