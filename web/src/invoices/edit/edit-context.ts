import type { FieldError } from '@dealbill/server/shared/error-body';
import { createContext, useContext } from 'react';
import type { InvoicePlace } from '../../host/read-place.ts';
import { problemSentence } from '../../lib/field-words.ts';
import { belongsTo } from '../../ui/field-path.ts';
import type { InvoicePage } from './edit-values.ts';

/** What every part of the open edit works with. */
type OpenEdit = {
  place: InvoicePlace;
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
