import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { lazyComponent } from './lib/lazy-component.tsx';
import { queryClient } from './lib/query-client.ts';
import { PageGuard } from './pages/page-guard.tsx';
import { PanelPage } from './pages/panel-page.tsx';

const ModalPage = lazyComponent(async () => {
  const page = await import('./pages/modal-page.tsx');
  await page.firstView;
  return page;
});
const SettingsPage = lazyComponent(() => import('./pages/settings-page.tsx'));
const ConnectPage = lazyComponent(() => import('./connection/connect-page.tsx'));
const InstallPage = lazyComponent(() => import('./install/install-page.tsx'));

type Surface = React.ComponentType & { load?: () => Promise<unknown> };

/**
 * Pages by path: one per surface registered in Pipedrive, and two that open in their own window.
 */
const surfaces: Record<string, Surface> = {
  '/panel': PanelPage,
  '/modal': ModalPage,
  '/settings': SettingsPage,
  '/connect': ConnectPage,
  '/install': InstallPage,
};

const surfaceAt = (path: string): Surface => surfaces[path.replace(/\/$/, '')] ?? PanelPage;

/**
 * Loads the code of the page at `path`. Undefined for the panel, which is part of the main bundle.
 */
export const fetchPage = (path: string): Promise<unknown> | undefined => surfaceAt(path).load?.();

export function App({ path }: { path: string }) {
  const Surface = surfaceAt(path);
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
