import type { QuickbooksInvoice, WireBody } from '../../quickbooks/models.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import { type ChangedText, changedIn } from '../../shared/text/changed-text.ts';
import { cleanName } from '../../shared/text/clean-text.ts';

type Stored = Pick<QuickbooksInvoice, 'customerName' | 'message' | 'memo' | 'lines' | 'addresses'>;

type SentLine = { DetailType?: string; Description?: string };

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Part by part: QuickBooks may store a part of an address in another line. */
const addressTexts = (what: 'billing' | 'shipping', sent: unknown, stored: string[] = []) =>
  Object.values((sent ?? {}) as Record<string, unknown>).map((part) => ({
    what,
    sent: textOf(part),
    stored,
  }));

/**
 * Texts of the invoice in which QuickBooks stored question marks for letters it does not keep: the name of
 * a new customer, addresses, descriptions, message and memo. Pure.
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
  return changedIn([
    {
      what: 'customer',
      sent: choice.kind === 'new' ? cleanName(choice.name) : undefined,
      stored: [stored.customerName],
    },
    ...addressTexts('billing', body.BillAddr, stored.addresses?.billing),
    ...addressTexts('shipping', body.ShipAddr, stored.addresses?.shipping),
    ...lines.map(({ Description }, at) => ({
      what: 'description' as const,
      sent: Description,
      stored: [stored.lines[at]?.description ?? ''],
    })),
    { what: 'message', sent: textOf(message), stored: [stored.message] },
    { what: 'memo', sent: textOf(body.PrivateNote), stored: [stored.memo] },
  ]);
};
