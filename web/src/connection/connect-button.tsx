import { m } from '../messages/compiled/messages.js';
import { Button, ButtonLink } from '../ui/controls/button.tsx';
import { PlugIcon } from '../ui/controls/icons.tsx';
import type { useConnect } from './use-connect.ts';

type ConnectButtonProps = {
  connect: ReturnType<typeof useConnect>;
  label: string;
  /** `secondary` where the screen has another main action. */
  variant?: 'primary' | 'secondary';
};

/** The button that opens QuickBooks' window, replaced by the progress until that has ended. */
export function ConnectButton({
  connect: { state, start },
  label,
  variant = 'primary',
}: ConnectButtonProps) {
  if (state.step === 'blocked') {
    return (
      <ButtonLink variant={variant} href={state.url} target="_blank" rel="noreferrer">
        {m.connection_blocked_link()}
      </ButtonLink>
    );
  }
  if (state.step === 'waiting') {
    return <Button onClick={start}>{m.connection_waiting_again()}</Button>;
  }
  return (
    <Button variant={variant} busy={state.step === 'opening'} onClick={start}>
      <PlugIcon />
      {state.step === 'opening' ? m.connection_opening() : label}
    </Button>
  );
}
