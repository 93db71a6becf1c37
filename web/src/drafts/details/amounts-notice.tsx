import { unconverted } from '@dealbill/server/shared/money/conversion';
import { invoiceTotals } from '@dealbill/server/shared/money/invoice-totals';
import { useChecked, useEdited, useEditor } from '../../editor/editor-store.ts';
import { confirmInHost } from '../../host/dialogs.ts';
import { money } from '../../lib/format.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { showOnMount } from '../../ui/focus/focus-on-mount.ts';
import { useDraft } from '../draft-session.ts';
import styles from './amounts-notice.module.css';
import { ConversionRate, useConversion } from './conversion-rate.tsx';

/**
 * Shown when the amounts are not in the invoice's currency: both totals, and buttons to convert or
 * keep the amounts.
 */
export function AmountsNotice() {
  const from = useEdited(({ document }) => unconverted(document));
  const currency = useEdited(({ document }) => document.details.currency);
  return from === null || currency === '' ? null : <Decide key={`${from} ${currency}`} />;
}

function Decide() {
  const { opened } = useDraft();
  const { dispatch } = useEditor();
  const content = useChecked(({ document }) => document);
  const conversion = useConversion(content);
  const { from, to, before, after, usable, source } = conversion;
  const kept = money(invoiceTotals(content, opened.profile).total, to);

  const keep = async () => {
    const sure = await confirmInHost({
      title: m.drafts_amounts_keep_title({ total: kept }),
      description: m.drafts_amounts_keep_text({ original: before, total: kept }),
      okText: m.drafts_amounts_keep({ total: kept }),
      cancelText: m.drafts_over_back(),
      okColor: 'primary',
    });
    if (sure) dispatch({ type: 'amounts_kept' });
  };

  const isAnswer = unconverted(opened.content) === null;

  return (
    <div className={styles.wide} ref={isAnswer ? showOnMount : undefined}>
      <Notice
        kind="warning"
        title={m.drafts_amounts_title({ from, to })}
        action={
          <>
            {usable === null ? null : (
              <Button onClick={() => dispatch({ type: 'amounts_converted', rate: usable, source })}>
                {m.drafts_amounts_convert({ converted: after ?? '' })}
              </Button>
            )}
            <Button onClick={() => void keep()}>{m.drafts_amounts_keep({ total: kept })}</Button>
            <Button onClick={() => dispatch({ type: 'currency_chosen', currency: from })}>
              {m.drafts_amounts_back({ from })}
            </Button>
          </>
        }
      >
        <ConversionRate conversion={conversion} />
      </Notice>
    </div>
  );
}
