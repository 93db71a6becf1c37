import type { InvoiceAction } from '../../contract.ts';
import type { Traces } from '../action.ts';
import { deleting } from './delete.ts';
import { editing } from './edit.ts';
import { sending } from './send.ts';
import { voiding } from './void.ts';

/** How each action is recognised afterwards; one that is missing does not compile. */
export const tracesOf: Record<InvoiceAction, Traces> = {
  send: sending,
  edit: editing,
  void: voiding,
  delete: deleting,
};
