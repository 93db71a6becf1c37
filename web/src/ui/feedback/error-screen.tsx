import type { ReactNode } from 'react';
import type { ApiError } from '../../lib/api-error.ts';
import { messagesOf } from '../../lib/messages-of.ts';
import { useReconnect } from '../../lib/reconnect.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../controls/button.tsx';
import { CloudOffIcon, PersonIcon, WarningIcon } from '../controls/icons.tsx';
import { EmptyState } from './empty-state.tsx';
import { SupportDetails } from './support-details.tsx';

const iconOf = ({ code }: ApiError): ReactNode => {
  if (code === 'offline') return <CloudOffIcon />;
  return code === 'not_owner' ? <PersonIcon /> : <WarningIcon />;
};

type ErrorScreenProps = {
  error: ApiError;
  /** Absent where a retry cannot help. */
  retry?: () => void;
  /** A retry is pending. */
  busy?: boolean;
  /** Secondary actions below the screen. */
  footer?: ReactNode;
  /** Shown below the error's text. */
  children?: ReactNode;
  /** Shows the support details; false for errors that support cannot solve. */
  withDetails?: boolean;
};

/** A screen that shows only an error: what happened, and what to do. */
export function ErrorScreen(props: ErrorScreenProps) {
  const { error, retry, busy, footer, children, withDetails = true } = props;
  const reconnect = useReconnect(retry ? error : null, retry ?? (() => {}));
  const { title, text } = messagesOf(error);
  if (reconnect) return reconnect;
  return (
    <EmptyState
      icon={iconOf(error)}
      title={title}
      action={
        retry ? (
          <Button busy={busy} onClick={retry}>
            {m.common_try_again()}
          </Button>
        ) : null
      }
      footer={
        <>
          {withDetails ? <SupportDetails error={error} /> : null}
          {footer}
        </>
      }
    >
      <p>{text}</p>
      {error.details.said ? <p>{m.errors_said({ message: error.details.said })}</p> : null}
      {children}
    </EmptyState>
  );
}
