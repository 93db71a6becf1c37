import type { QuickbooksGateway } from '../gateway.ts';
import type { PaymentReader } from './read-payments.ts';

export const paymentVerbs = (payments: PaymentReader) =>
  ({
    paymentsById: (realm, ids) => payments.byId(realm, ids),
  }) satisfies Partial<QuickbooksGateway>;
