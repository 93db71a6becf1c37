import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { createContext, useContext } from 'react';
import type { InvoiceContext } from '../../host/read-context.ts';
import { problemSentence } from '../../lib/field-messages.ts';
import { belongsTo } from '../../ui/fields/field-path.ts';

/** What every part of the open edit works with. */
type OpenEdit = {
  context: InvoiceContext;
  /** The invoice as it was last read. */
  page: InvoicePage;
  /** A term was created for it. */
  addTerm: (term: InvoicePage['terms'][number]) => void;
  /** What is wrong with what is typed, as far as it may be told yet. */
  problems: FieldError[];
};

export const EditContext = createContext<OpenEdit | null>(null);

export const useOpenEdit = (): OpenEdit => {
  const open = useContext(EditContext);
  if (!open) throw new Error('Parts of the edit stand inside it');
  return open;
};

/** What to say below a field. */
export const useErrorAt = (): ((path: string) => string | undefined) => {
  const { problems } = useOpenEdit();
  return (field) => {
    const found = problems.find(({ path }) => belongsTo(path, field));
    return found && problemSentence(found);
  };
};
