import type { QuickbooksInvoice, WireBody } from '../../quickbooks/models.ts';
import type { DraftContent } from '../../shared/contract/draft-content.ts';
import { type ChangedText, changedIn } from '../../shared/text/changed-text.ts';
import { cleanName } from '../../shared/text/clean-text.ts';

type Stored = Pick<QuickbooksInvoice, 'customerName' | 'message' | 'memo' | 'lines' | 'addresses'>;

type SentLine = { DetailType?: string; Description?: string };

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Compares single parts: QuickBooks may store a part of an address in another line. */
const addressTexts = (what: 'billing' | 'shipping', sent: unknown, stored: string[] = []) =>
  Object.values((sent ?? {}) as Record<string, unknown>).map((part) => ({
    what,
    sent: textOf(part),
    stored,
  }));

/**
 * Returns the texts in which QuickBooks stored question marks for characters it does not support:
 * name of a new customer, addresses, descriptions, message and memo. Pure.
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
    ...lines.map(({ Description }, index) => ({
      what: 'description' as const,
      sent: Description,
      stored: [stored.lines[index]?.description ?? ''],
    })),
    { what: 'message', sent: textOf(message), stored: [stored.message] },
    { what: 'memo', sent: textOf(body.PrivateNote), stored: [stored.memo] },
  ]);
};
