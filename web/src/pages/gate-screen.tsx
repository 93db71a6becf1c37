import { ConnectScreen } from '../connection/connect-screen.tsx';
import { NotOwnerScreen } from '../connection/not-owner-screen.tsx';
import { InstallScreen } from '../install/install-screen.tsx';
import type { ApiError } from '../lib/api-error.ts';

/** The screen of a user without access to the company's QuickBooks, who can do something about it. */
export default function GateScreen({ error, retry }: { error: ApiError; retry: () => void }) {
  if (error.code === 'not_connected') return <ConnectScreen done={retry} />;
  if (error.code === 'not_owner') return <NotOwnerScreen error={error} retry={retry} />;
  return <InstallScreen error={error} retry={retry} />;
}
