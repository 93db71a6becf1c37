import type { PanelContext } from '../host/read-context.ts';
import { ChooseCustomer } from './choose-customer.tsx';
import { ChooseOrCreate } from './choose-or-create.tsx';
import type { CustomerLink } from './queries.ts';
import type { Creation } from './use-creation.ts';
import type { Linking } from './use-linking.ts';

type WhichCustomerProps = {
  context: PanelContext;
  shown: CustomerLink;
  linking: Linking;
  creation: Creation;
  /** Absent when there is nothing to return to. */
  cancel?: () => void;
};

/** Selects the customer: an existing one or a new one. */
export function WhichCustomer({ context, shown, linking, creation, cancel }: WhichCustomerProps) {
  const { creating, candidates, link } = shown;
  const linkedCustomerId = link?.trouble === null ? link.customer.id : undefined;
  const common = { context, candidates, linking, linkedCustomerId, ...(cancel && { cancel }) };
  // A customer that is being checked cannot be created again.
  return creating && creating.last?.state !== 'checking' ? (
    <ChooseOrCreate {...common} creating={creating} creation={creation} />
  ) : (
    <ChooseCustomer {...common} />
  );
}
