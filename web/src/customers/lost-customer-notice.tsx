import type { Candidate, Trouble } from '@dealbill/server/contract/customers';
import type { ReactNode } from 'react';
import { m } from '../messages/compiled/messages.js';
import { ButtonLink } from '../ui/controls/button.tsx';
import { ExternalIcon } from '../ui/controls/icons.tsx';
import { Notice } from '../ui/feedback/notice.tsx';

type TroubleNoticeProps = {
  customer: string;
  trouble: Trouble;
  /** URL of the customer in QuickBooks. */
  openUrl: string;
  candidates: Candidate[];
  /** The button that links the customer it was merged into. */
  takeOver: (other: Candidate) => ReactNode;
  /** Text when the replacement is unknown. */
  goneText: string;
  /** A button that makes an inactive customer active, where it can be. */
  reactivate?: ReactNode;
  /** A button to select any other customer, where the selection is not visible. */
  chooseOther?: ReactNode;
};

/** Explains why the customer can no longer be invoiced, and offers a solution. */
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
            {props.reactivate}
            <ButtonLink href={openUrl} target="_blank" rel="noopener noreferrer">
              <ExternalIcon />
              {m.customers_open()}
              <span className="unseen">{m.common_opens_new_tab()}</span>
            </ButtonLink>
            {chooseOther}
          </>
        }
      >
        {props.reactivate ? m.customers_inactive_reactivate_text() : m.customers_inactive_text()}
      </Notice>
    );
  }
  return (
    <Notice kind="warning" title={m.customers_gone_title({ customer })} action={chooseOther}>
      {goneText}
    </Notice>
  );
}
