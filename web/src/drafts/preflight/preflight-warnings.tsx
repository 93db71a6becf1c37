import { taxAddressOf } from '@dealbill/server/shared/tax/tax-address';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useOpenDraft } from '../draft-form-context.ts';
import { useBeyondDeal } from './left-to-bill.tsx';
import styles from './preflight.module.css';

type CautionFacts = {
  /** Path of the field it concerns; null for the whole invoice. */
  path: string | null;
  words: string;
};

/**
 * Problems that QuickBooks accepts but the user probably does not intend: over-billing, no e-mail
 * address, no address for sales tax.
 */
export const useCautions = (): CautionFacts[] => {
  const { opened, content } = useOpenDraft();
  const taxAddress = taxAddressOf(content, opened.profile);
  const isTyped = taxAddress?.from === 'other';
  const beyond = useBeyondDeal();
  return [
    ...(beyond ? [{ path: null, words: m.drafts_check_over({ amount: beyond }) }] : []),
    ...(content.customer.email.trim() === ''
      ? [{ path: 'customer.email', words: m.drafts_email_none() }]
      : []),
    ...(taxAddress && !taxAddress.placed
      ? [
          {
            path: isTyped ? 'customer.shipTo.address' : 'customer.address',
            words: m.drafts_tax_address_no_place(),
          },
        ]
      : []),
  ];
};

/** One warning, with a link to its field. */
export function Caution({ caution: { path, words } }: { caution: CautionFacts }) {
  return (
    <div className={styles.count}>
      <WarningIcon />
      {path === null ? (
        <span>{words}</span>
      ) : (
        <button type="button" className={styles.problem} onClick={() => focusField(path)}>
          {words}
        </button>
      )}
    </div>
  );
}
