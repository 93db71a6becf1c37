import { ConnectScreen } from '../connection/connect-screen.tsx';
import { InstallScreen } from '../install/install-screen.tsx';
import type { ApiError, WebErrorCode } from '../lib/api-error.ts';
import { dayOf } from '../lib/format.ts';
import { m } from '../messages/compiled/messages.js';
import { ErrorScreen } from '../ui/feedback/error-screen.tsx';

/** Errors that end the user's access to the screen, so its content is hidden. */
const gates = new Set<WebErrorCode>([
  'not_installed',
  'install_broken',
  'not_connected',
  'not_owner',
  'deal_not_found',
  'not_found',
]);

export const isGate = (error: ApiError): boolean => gates.has(error.code);

/** The panel's screen instead of invoices, by error. */
export function CrashScreen({ error, retry }: { error: ApiError; retry: () => void }) {
  if (error.code === 'not_connected') return <ConnectScreen done={retry} />;
  if (error.code === 'not_installed' || error.code === 'install_broken') {
    return <InstallScreen error={error} retry={retry} />;
  }
  if (error.code === 'not_owner') {
    const { since } = error.details;
    return (
      <ErrorScreen error={error} withDetails={false}>
        {since ? <p>{m.errors_since({ date: dayOf(since) })}</p> : null}
      </ErrorScreen>
    );
  }
  return <ErrorScreen error={error} retry={retry} />;
}
