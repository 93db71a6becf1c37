import type { FastifyInstance } from 'fastify';
import type { World } from '../world.ts';
import { customerActions } from './customer-actions.ts';
import { formActions } from './form-action.ts';
import { invoiceActions } from './invoice-actions.ts';
import { paymentActions } from './payment-actions.ts';

/** What the forms of the accountant's pages do. */
export function accountantActions(app: FastifyInstance, world: World): void {
  const action = formActions(app, world);
  invoiceActions(action);
  paymentActions(action);
  customerActions(action);
}
