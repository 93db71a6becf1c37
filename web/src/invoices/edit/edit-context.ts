import type { InvoicePage } from '@dealbill/server/contract/invoices';
import type { FieldError } from '@dealbill/server/shared/contract/error-body';
import { createContext, useContext } from 'react';
import type { InvoiceContext } from '../../host/read-context.ts';
import { problemSentence } from '../../lib/field-messages.ts';
import { belongsTo } from '../../ui/fields/field-path.ts';

/** State shared by all parts of the open edit form. */
type OpenEdit = {
  context: InvoiceContext;
  /** The invoice as last read. */
  page: InvoicePage;
  /** Adds a term that was just created. */
  addTerm: (term: InvoicePage['terms'][number]) => void;
  /** The problems that may be shown already. */
  problems: FieldError[];
};

export const EditContext = createContext<OpenEdit | null>(null);

export const useOpenEdit = (): OpenEdit => {
  const open = useContext(EditContext);
  if (!open) throw new Error('useOpenEdit must be called inside <EditContext>');
  return open;
};

/** Returns the text of the first problem at a field or at its parts. */
export const useErrorAt = (): ((path: string) => string | undefined) => {
  const { problems } = useOpenEdit();
  return (field) => {
    const found = problems.find(({ path }) => belongsTo(path, field));
    return found && problemSentence(found);
  };
};
