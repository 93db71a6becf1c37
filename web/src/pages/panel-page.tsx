import { Suspense, useRef } from 'react';
import { panelContext } from '../host/panel-context.ts';
import type { PanelContext } from '../host/read-context.ts';
import { panelHeight, useHeightOf } from '../host/size.ts';
import { InvoicePanel } from '../invoices/panel/invoice-panel.tsx';
import { PanelSkeleton } from '../invoices/panel/panel-skeleton.tsx';
import { usePanelInvoices } from '../invoices/panel/use-panel-invoices.ts';
import { lazyComponent } from '../lib/lazy-component.tsx';
import { m } from '../messages/compiled/messages.js';
import { useFoundProblems } from '../problems/use-found-problems.ts';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { CrashScreen, isGate } from './crash-screen.tsx';
import { NotInPipedrive } from './not-in-pipedrive.tsx';
import { PanelBanner } from './panel-banner.tsx';
import { customerEntries } from './panel-customer.tsx';

/** Loaded only for deals that have one. */
const PanelPlan = lazyComponent(() => import('../billing-plans/panel-plan.tsx'));

/** About the height of a plan, so that the rows hardly move when it is loaded. */
const planHeight = 152;

/** The panel of a deal, organization or person, as high as its content. */
export function PanelPage() {
  return panelContext.framed ? <FramedPanel /> : <NotInPipedrive />;
}

function FramedPanel() {
  const content = useRef<HTMLElement>(null);
  useHeightOf(content, panelHeight);
  return (
    <main ref={content}>
      <h1 className="unseen">{m.invoices_title()}</h1>
      {panelContext.at === null ? (
        <EmptyState title={m.common_no_deal_title()}>{m.common_no_deal_text()}</EmptyState>
      ) : (
        <PlacePanel at={panelContext.at} />
      )}
    </main>
  );
}

function PlacePanel({ at }: { at: PanelContext }) {
  const { data, problems, version, refreshing, reread, refresh } = usePanelInvoices(at);
  // After the refresh, which finds most of them.
  const found = useFoundProblems(at, {
    ready: data !== undefined && data.connection !== 'ended' && !refreshing,
    version,
  });
  const gate = problems.find(isGate);
  if (gate) return <CrashScreen error={gate} retry={reread} />;
  if (data) {
    return (
      <InvoicePanel
        context={at}
        data={data}
        refreshing={refreshing}
        refresh={refresh}
        banner={
          <PanelBanner
            data={data}
            refreshing={refreshing}
            problems={problems}
            found={found}
            retry={refresh}
          />
        }
        plan={
          data.hasPlan ? (
            <Suspense fallback={<div style={{ minHeight: planHeight }} />}>
              <PanelPlan dealId={at.id} connection={data.connection} version={version} />
            </Suspense>
          ) : null
        }
        entries={data.connection === 'ended' ? [] : customerEntries(at, data.customer, reread)}
      />
    );
  }
  return problems[0] ? <CrashScreen error={problems[0]} retry={reread} /> : <PanelSkeleton />;
}
