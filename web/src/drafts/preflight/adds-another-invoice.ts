import type { DraftForm } from '@dealbill/server/contract/drafts';
import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { confirmInHost } from '../../host/dialogs.ts';
import { api } from '../../lib/api.ts';
import { m } from '../../messages/compiled/messages.js';
import { overBillingQuestion } from './exceeds-deal.ts';

/** Loads what is left to invoice on the deal; falls back to the values loaded with the form. */
const leftNow = async ({ deal, room }: DraftForm): Promise<DraftForm['room']> => {
  const ledger = await api.invoices.ledger({ dealId: deal.id }).catch(() => null);
  return ledger ?? room;
};

/** Asks for confirmation when the deal got another invoice since the form was opened. */
export const addsAnotherInvoice = async (
  content: DraftContent,
  opened: DraftForm,
): Promise<boolean> => {
  const over = overBillingQuestion(content, { ...opened, room: await leftNow(opened) });
  const another = m.drafts_meanwhile_text({ deal: opened.deal.title });
  return confirmInHost({
    title: over?.title ?? m.drafts_meanwhile_title(),
    description: over ? `${another} ${over.description}` : another,
    okText: m.drafts_over_ok(),
    cancelText: m.drafts_over_back(),
    okColor: 'primary',
  });
};
