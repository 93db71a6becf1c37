import type { BooksInvoice, WireBody } from '../../quickbooks/told.ts';
import { cleanName } from '../../shared/clean-text.ts';
import type { DraftContent } from '../../shared/draft-content.ts';
import { lostText } from '../../shared/lost-letters.ts';
import type { Proof } from '../contract.ts';

type Stored = Pick<BooksInvoice, 'customerName' | 'message' | 'memo' | 'lines'>;
type ChangedText = NonNullable<Proof['texts']>[number];

type SentLine = { DetailType?: string; Description?: string };

/**
 * Texts of the invoice in which QuickBooks stored question marks for letters it does not keep: the name of
 * a new customer, descriptions, message and memo. Pure.
 */
export const changedTexts = (
  body: WireBody,
  { choice }: DraftContent['customer'],
  stored: Stored,
): ChangedText[] => {
  const lines = ((body.Line ?? []) as SentLine[]).filter(
    ({ DetailType }) => DetailType === 'SalesItemLineDetail',
  );
  const message = (body.CustomerMemo as { value?: unknown } | undefined)?.value;
  const pairs = [
    {
      what: 'customer' as const,
      sent: choice.kind === 'new' ? cleanName(choice.name) : '',
      kept: stored.customerName,
    },
    ...lines.map(({ Description }, at) => ({
      what: 'description' as const,
      sent: Description,
      kept: stored.lines[at]?.description ?? '',
    })),
    { what: 'message' as const, sent: message, kept: stored.message },
    { what: 'memo' as const, sent: body.PrivateNote, kept: stored.memo },
  ];
  return pairs.flatMap(({ what, sent, kept }) => {
    const lost = typeof sent === 'string' ? lostText(sent, kept) : null;
    return lost ? [{ what, ...lost }] : [];
  });
};
