import { m } from '../messages/compiled/messages.js';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { WindowCard } from '../ui/layout/window-card.tsx';

/** Shown when a page meant for Pipedrive is opened in its own window. */
export function NotInPipedrive() {
  return (
    <WindowCard>
      <EmptyState heading="h1" title={m.common_not_in_pipedrive_title()}>
        {m.common_not_in_pipedrive_text()}
      </EmptyState>
    </WindowCard>
  );
}
