import { EmptyState } from './ui/empty-state.tsx';
import { WindowCard } from './ui/window-card.tsx';
import { m } from './words/compiled/messages.js';

/** Shown to whoever opens a page meant for Pipedrive in a window of its own. */
export function NotInPipedrive() {
  return (
    <WindowCard>
      <EmptyState heading="h1" title={m.common_not_in_pipedrive_title()}>
        {m.common_not_in_pipedrive_text()}
      </EmptyState>
    </WindowCard>
  );
}
