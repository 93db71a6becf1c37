import { Suspense } from 'react';
import type { ApiError, WebErrorCode } from '../lib/api-error.ts';
import { lazyComponent } from '../lib/lazy-component.tsx';
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

/** Not part of the panel's first paint, which shows invoices. */
const GateScreen = lazyComponent(() => import('./gate-screen.tsx'));

/** Gates that have a screen of their own. */
const withScreen = new Set<WebErrorCode>([
  'not_installed',
  'install_broken',
  'not_connected',
  'not_owner',
]);

/** The panel's screen instead of invoices, by error. */
export function CrashScreen({ error, retry }: { error: ApiError; retry: () => void }) {
  if (!withScreen.has(error.code)) return <ErrorScreen error={error} retry={retry} />;
  return (
    <Suspense fallback={null}>
      <GateScreen error={error} retry={retry} />
    </Suspense>
  );
}
