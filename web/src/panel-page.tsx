import { useRef } from 'react';
import { place } from './host/place.ts';
import type { PanelPlace } from './host/read-place.ts';
import { panelHeight, useHeightOf } from './host/size.ts';
import { InvoicePanel } from './invoices/panel/invoice-panel.tsx';
import { PanelSkeleton } from './invoices/panel/panel-skeleton.tsx';
import { usePanelInvoices } from './invoices/panel/use-panel-invoices.ts';
import { NotInPipedrive } from './not-in-pipedrive.tsx';
import { PanelBanner } from './panel-banner.tsx';
import { customerEntries } from './panel-customer.tsx';
import { isGate, TroubleScreen } from './trouble-screen.tsx';
import { EmptyState } from './ui/empty-state.tsx';
import { m } from './words/compiled/messages.js';

/** The panel beside a deal, an organization or a person; it is as high as its content. */
export function PanelPage() {
  return place.framed ? <FramedPanel /> : <NotInPipedrive />;
}

function FramedPanel() {
  const content = useRef<HTMLElement>(null);
  useHeightOf(content, panelHeight);
  return (
    <main ref={content}>
      <h1 className="unseen">{m.invoices_title()}</h1>
      {place.at === null ? (
        <EmptyState title={m.common_no_deal_title()}>{m.common_no_deal_text()}</EmptyState>
      ) : (
        <PlacePanel at={place.at} />
      )}
    </main>
  );
}

function PlacePanel({ at }: { at: PanelPlace }) {
  const { data, problems, refreshing, reread, refresh } = usePanelInvoices(at);
  const gate = problems.find(isGate);
  if (gate) return <TroubleScreen error={gate} retry={reread} />;
  if (data) {
    const banner = <PanelBanner data={data} problems={problems} retry={refresh} />;
    return (
      <InvoicePanel
        place={at}
        data={data}
        refreshing={refreshing}
        refresh={refresh}
        banner={banner}
        entries={customerEntries(at, data.customer, reread)}
      />
    );
  }
  return problems[0] ? <TroubleScreen error={problems[0]} retry={reread} /> : <PanelSkeleton />;
}
