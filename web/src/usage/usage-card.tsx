import { useQuery } from '@tanstack/react-query';
import { m } from '../messages/compiled/messages.js';
import { LoadedCard } from '../ui/layout/loaded-card.tsx';
import { Freshness } from './freshness.tsx';
import { PipedriveWebhooks } from './pipedrive-webhooks.tsx';
import { shownUsage } from './queries.ts';
import { ReadMeter } from './read-meter.tsx';
import { Webhooks } from './webhooks.tsx';

/** How changes arrive from QuickBooks, how fast, and what that uses of the monthly reads. */
export function UsageCard() {
  const query = useQuery(shownUsage);
  return (
    <LoadedCard title={m.usage_title()} text={m.usage_text()} query={query} height={180}>
      {(usage) => (
        <>
          <Webhooks usage={usage} />
          <PipedriveWebhooks refusal={usage.pipedriveRefusal} />
          <Freshness usage={usage} />
          <ReadMeter usage={usage} />
        </>
      )}
    </LoadedCard>
  );
}
