import { QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { queryClient } from './lib/query-client.ts';
import { PageGuard } from './page-guard.tsx';
import { PanelPage } from './panel-page.tsx';

const ModalPage = lazy(() => import('./modal-page.tsx'));
const SettingsPage = lazy(() => import('./settings-page.tsx'));
const ConnectPage = lazy(() => import('./connection/connect-page.tsx'));
const InstallPage = lazy(() => import('./install/install-page.tsx'));

/** One page per surface registered with Pipedrive, and two that stand in a window of their own. */
const surfaces: Record<string, React.ComponentType> = {
  '/panel': PanelPage,
  '/modal': ModalPage,
  '/settings': SettingsPage,
  '/connect': ConnectPage,
  '/install': InstallPage,
};

export function App({ path }: { path: string }) {
  const Surface = surfaces[path.replace(/\/$/, '')] ?? PanelPage;
  return (
    <QueryClientProvider client={queryClient}>
      <PageGuard>
        <Suspense fallback={null}>
          <Surface />
        </Suspense>
      </PageGuard>
    </QueryClientProvider>
  );
}
