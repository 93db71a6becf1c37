import { m } from '../messages/compiled/messages.js';
import type { ApiError, WebErrorCode } from './api-error.ts';
import { instantNow } from './clock.ts';

type Messages = { title: string; text: string };

let loaded: typeof import('./error-messages.ts') | null = null;

/**
 * Loads the messages of all errors, which are not part of the first script. Called before the
 * server's error is thrown, so that it is shown with its own message.
 */
export const loadMessages = async (): Promise<void> => {
  // Without them the error is still thrown with its code.
  loaded ??= await import('./error-messages.ts').catch(() => null);
};

/** Messages of the errors that the browser raises itself. */
const ownMessages = (code: WebErrorCode): Messages => {
  if (code === 'offline') return { title: m.errors_offline_title(), text: m.errors_offline_text() };
  if (code === 'quickbooks_unavailable')
    return {
      title: m.errors_quickbooks_unavailable_title(),
      text: m.errors_quickbooks_unavailable_text(),
    };
  return { title: m.errors_internal_title(), text: m.errors_internal_text() };
};

/** Title and text of an error that a request or a screen has thrown. */
export const messagesOf = ({ code, details }: ApiError): Messages =>
  loaded ? loaded.messagesFor(code, details) : ownMessages(code);

/** Lines with which support finds this error in the logs. Contains no secrets. */
export const supportText = (error: ApiError): string =>
  [
    `code: ${error.code}`,
    error.requestId && `request: ${error.requestId}`,
    error.details.tid && `intuit_tid: ${error.details.tid}`,
    error.details.faultCode && `fault: ${error.details.faultCode}`,
    error.details.said && `said: ${error.details.said}`,
    `time: ${instantNow()}`,
  ]
    .filter(Boolean)
    .join('\n');
