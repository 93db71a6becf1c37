import { Suspense, useState } from 'react';
import type { PanelContext } from '../../host/read-context.ts';
import type { Answer } from '../../lib/api.ts';
import { lazyComponent } from '../../lib/lazy-component.tsx';
import type { AddDeal } from './add-deal.ts';

const OffersNotice = lazyComponent(() => import('./offers-notice.tsx'));

type PanelOffersProps = {
  context: PanelContext;
  offers: Answer<'invoices', 'list'>['offers'];
  today: string;
  /** Set for an organization or person without deals. */
  addDeal: AddDeal | null;
};

/** Loads the offers once there are any; they stay loaded, because the last choice can be undone. */
export function PanelOffers(props: PanelOffersProps) {
  const { count, earlier } = props.offers;
  const [isNeeded, setIsNeeded] = useState(count > 0);
  if (count > 0 && !isNeeded) setIsNeeded(true);
  if (!isNeeded) return null;
  return (
    <Suspense fallback={<div style={{ minHeight: heightOf(count, earlier) }} />}>
      <OffersNotice {...props} mostOpen={mostOpen} />
    </Suspense>
  );
}

/** About the height of the notice, so that the rows below hardly move when it is loaded. */
const heightOf = (count: number, earlier: number): number =>
  count > mostOpen ? 84 : 40 + count * 73 + (earlier > 0 ? 44 : 0);

/** Up to this many offers are shown at once, so that one click links. */
const mostOpen = 3;
