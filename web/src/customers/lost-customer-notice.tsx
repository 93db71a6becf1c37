import type { Candidate, Trouble } from '@dealbill/server/contract/customers';
import type { ReactNode } from 'react';
import { m } from '../messages/compiled/messages.js';
import { ButtonLink } from '../ui/controls/button.tsx';
import { ExternalIcon } from '../ui/controls/icons.tsx';
import { Notice } from '../ui/feedback/notice.tsx';

type TroubleNoticeProps = {
  customer: string;
  trouble: Trouble;
  /** QuickBooks' page of the customer. */
  openUrl: string;
  candidates: Candidate[];
  /** The button that takes over the customer it was merged into. */
  takeOver: (other: Candidate) => ReactNode;
  /** What to do where nobody knows who took its place. */
  goneText: string;
  /** The way to any other customer, where that is not in sight. */
  chooseOther?: ReactNode;
};

/** The customer cannot be invoiced any more: why, and the way out. */
export function TroubleNotice(props: TroubleNoticeProps) {
  const { customer, trouble, openUrl, candidates, takeOver, goneText, chooseOther } = props;
  const other = candidates.find(({ reason }) => reason === 'merged');
  if (trouble === 'merged' && other) {
    return (
      <Notice
        kind="warning"
        title={m.customers_merged_title({ customer, other: other.name })}
        action={
          <>
            {takeOver(other)}
            {chooseOther}
          </>
        }
      >
        {m.customers_merged_text({ other: other.name })}
      </Notice>
    );
  }
  if (trouble === 'inactive') {
    return (
      <Notice
        kind="warning"
        title={m.customers_inactive_title({ customer })}
        action={
          <>
            <ButtonLink href={openUrl} target="_blank" rel="noopener noreferrer">
              <ExternalIcon />
              {m.customers_open()}
              <span className="unseen">{m.common_opens_new_tab()}</span>
            </ButtonLink>
            {chooseOther}
          </>
        }
      >
        {m.customers_inactive_text()}
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title={m.customers_gone_title({ customer })} action={chooseOther}>
      {goneText}
    </Notice>
  );
}
