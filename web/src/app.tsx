import { QueryClientProvider } from '@tanstack/react-query';
import { Suspense } from 'react';
import { later } from './lib/later.tsx';
import { queryClient } from './lib/query-client.ts';
import { PageGuard } from './page-guard.tsx';
import { PanelPage } from './panel-page.tsx';

const ModalPage = later(async () => {
  const page = await import('./modal-page.tsx');
  await page.firstView;
  return page;
});
const SettingsPage = later(() => import('./settings-page.tsx'));
const ConnectPage = later(() => import('./connection/connect-page.tsx'));
const InstallPage = later(() => import('./install/install-page.tsx'));

type Surface = React.ComponentType & { load?: () => Promise<unknown> };

/** One page per surface registered with Pipedrive, and two that stand in a window of their own. */
const surfaces: Record<string, Surface> = {
  '/panel': PanelPage,
  '/modal': ModalPage,
  '/settings': SettingsPage,
  '/connect': ConnectPage,
  '/install': InstallPage,
};

const surfaceAt = (path: string): Surface => surfaces[path.replace(/\/$/, '')] ?? PanelPage;

/** Fetches the code of this page, unless it is the panel's, which is there. */
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
