import type { ApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button, ButtonLink } from '../ui/controls/button.tsx';
import { ExternalIcon, PlugIcon } from '../ui/controls/icons.tsx';
import { EmptyState } from '../ui/feedback/empty-state.tsx';

type InstallScreenProps = {
  /** `not_installed` or `install_broken`. */
  error: ApiError;
  retry: () => void;
};

/** Shown to users who have not installed Dealbill in Pipedrive, or no longer do. */
export function InstallScreen({ error, retry }: InstallScreenProps) {
  const { title, text } = messagesFor(error.code, error.details);
  const url = error.details.installUrl ?? '/oauth/pipedrive/start';
  return (
    <EmptyState
      icon={<PlugIcon />}
      title={title}
      action={
        <>
          <ButtonLink variant="primary" href={url} target="_blank" rel="noreferrer">
            {error.code === 'install_broken'
              ? m.connection_install_again()
              : m.connection_install()}
            <ExternalIcon />
            <span className="unseen">{m.common_opens_new_tab()}</span>
          </ButtonLink>
          <Button onClick={retry}>{m.connection_check_again()}</Button>
        </>
      }
    >
      {text}
    </EmptyState>
  );
}
