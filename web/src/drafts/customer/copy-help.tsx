import { useEdited } from '../../editor/editor-store.ts';
import { m } from '../../messages/compiled/messages.js';

/** Where the copy addresses come from, and which ones QuickBooks uses when there are none. */
export function CopyHelp({ of }: { of: 'cc' | 'bcc' }) {
  const { [of]: copy = '', copiesFrom } = useEdited(({ document }) => document.customer);
  const usual = useEdited(({ usualRecipients }) => usualRecipients?.[of] ?? '');
  if (copy.trim() === '') return usual ? m.drafts_copy_default({ emails: usual }) : null;
  if (copiesFrom === 'remembered') return m.drafts_recipients_remembered();
  return copiesFrom === 'company' ? m.drafts_copy_company() : null;
}
