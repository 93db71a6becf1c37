import { pricesInclude } from '@dealbill/server/shared/invoice-totals';
import { m } from '../words/compiled/messages.js';
import { useOpenDraft } from './draft-form-context.ts';

/** What a typed price is: with its tax, or without. */
export const usePriceLabel = (): string => {
  const { content, opened } = useOpenDraft();
  return pricesInclude(content, opened.books)
    ? m.drafts_line_price_with_tax()
    : m.drafts_line_price();
};
