import { emailList } from '../checks/email-list.ts';
import type { DraftContent } from '../contract/draft-content.ts';
import type { Recipients } from '../contract/recipients.ts';

/** The recipients of a draft as they are sent. */
export const recipientsIn = ({ customer }: Pick<DraftContent, 'customer'>): Recipients => ({
  to: emailList(customer.email),
  cc: emailList(customer.cc ?? ''),
  bcc: emailList(customer.bcc ?? ''),
});
