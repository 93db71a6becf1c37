import { Component, type ReactNode } from 'react';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { WarningIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';

/** Shows an error when a page throws, or when a part of it could not be loaded. */
export class PageGuard extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <EmptyState
        icon={<WarningIcon />}
        title={m.common_page_broken_title()}
        action={
          <Button variant="primary" onClick={() => location.reload()}>
            {m.common_reload()}
          </Button>
        }
      >
        {m.common_page_broken_text()}
      </EmptyState>
    );
  }
}
