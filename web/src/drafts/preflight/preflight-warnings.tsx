import { taxAddressOf } from '@dealbill/server/shared/tax/tax-address';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../../ui/controls/icons.tsx';
import { focusField } from '../../ui/focus/focus-field.ts';
import { useOpenDraft } from '../draft-form-context.ts';
import { useBeyondDeal } from './left-to-bill.tsx';
import styles from './preflight.module.css';

type CautionFacts = {
  /** The field that it is about; null for the invoice as a whole. */
  path: string | null;
  words: string;
};

/** What QuickBooks takes, though it is hardly meant: more than the deal is worth, no e-mail address, no place for sales tax. */
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

/** One of them, leading to its field. */
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
