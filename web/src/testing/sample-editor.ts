import type { CompanyProfile } from '@dealbill/server/shared/contract/company-profile';
import { checkNewInvoice } from '../drafts/check-new-invoice.ts';
import type { InvoiceDocument } from '../editor/document.ts';
import { openedState } from '../editor/document-reducer.ts';
import { type Editor, openEditor } from '../editor/editor-store.ts';
import { sampleContent, sampleForm, sampleProfile } from './sample-draft.ts';

/** The editor of a new invoice. */
export const sampleEditor = (
  differs: Partial<InvoiceDocument> = {},
  company: Partial<CompanyProfile> = {},
): Editor =>
  openEditor({
    context: { of: 'deal', id: 101 },
    opened: openedState({
      document: { ...sampleContent, ...differs },
      company: { ...sampleProfile, ...company },
    }),
    check: (state) => checkNewInvoice(state, sampleForm),
  });
