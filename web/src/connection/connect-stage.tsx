import type { ConnectPage } from '@dealbill/server/contract/connection';
import type { ComponentType } from 'react';
import { m } from '../messages/compiled/messages.js';
import { ButtonLink } from '../ui/controls/button.tsx';
import { CheckIcon, ClockIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';
import { AskStage } from './ask-stage.tsx';
import { OtherCompanyStage } from './other-company-stage.tsx';
import { RefusedStage } from './refused-stage.tsx';
import type { StageProps } from './stage-props.ts';

function Connected({ page }: StageProps) {
  const quickbooks = page.quickbooks ?? m.connection_quickbooks();
  return (
    <EmptyState
      heading="h1"
      icon={<CheckIcon />}
      title={m.connection_page_connected_title({ quickbooks })}
      action={
        page.settingsUrl ? (
          <ButtonLink href={page.settingsUrl}>{m.connection_page_settings()}</ButtonLink>
        ) : null
      }
    >
      {m.connection_page_connected_text()}
    </EmptyState>
  );
}

/** QuickBooks has not responded; the page polls our server. */
function Checking() {
  return (
    <EmptyState heading="h1" icon={<ClockIcon />} title={m.connection_page_checking_title()}>
      {m.connection_page_checking_text()}
    </EmptyState>
  );
}

function Expired() {
  return (
    <EmptyState heading="h1" icon={<ClockIcon />} title={m.connection_page_expired_title()}>
      {m.connection_page_expired_text()}
    </EmptyState>
  );
}

const stages: Record<ConnectPage['stage'], ComponentType<StageProps>> = {
  ask: AskStage,
  checking: Checking,
  connected: Connected,
  other_company: OtherCompanyStage,
  refused: RefusedStage,
  expired: Expired,
};

export function ConnectStage(props: StageProps) {
  const Stage = stages[props.page.stage];
  return <Stage {...props} />;
}
