import type { Candidate } from '@dealbill/server/contract/customers';
import type { Ref } from 'react';
import { Button, ButtonLink } from '../ui/button.tsx';
import { ExternalIcon } from '../ui/icons.tsx';
import { Notice } from '../ui/notice.tsx';
import { m } from '../words/compiled/messages.js';
import type { CustomerLink } from './queries.ts';
import type { Linking } from './use-linking.ts';

type TroubleNoticeProps = {
  link: NonNullable<CustomerLink['link']>;
  candidates: Candidate[];
  linking: Linking;
  choose: () => void;
  /** The button that calls it, for the focus to come back to. */
  chooseButton: Ref<HTMLButtonElement>;
};

/** The linked customer cannot be invoiced any more: why, and the way out. */
export function TroubleNotice(props: TroubleNoticeProps) {
  const { link, candidates, linking, choose, chooseButton } = props;
  const { name: customer } = link.customer;
  const other = candidates.find(({ reason }) => reason === 'merged');
  const chooseOther = (
    <Button ref={chooseButton} onClick={choose}>
      {m.customers_choose_other()}
    </Button>
  );
  if (link.trouble === 'merged' && other) {
    return (
      <Notice
        kind="warning"
        title={m.customers_merged_title({ customer, other: other.name })}
        action={
          <>
            <Button look="primary" busy={linking.busy} onClick={() => linking.change(other)}>
              {m.customers_merged_use({ other: other.name })}
            </Button>
            {chooseOther}
          </>
        }
      >
        {m.customers_merged_text({ other: other.name })}
      </Notice>
    );
  }
  if (link.trouble === 'inactive') {
    return (
      <Notice
        kind="warning"
        title={m.customers_inactive_title({ customer })}
        action={
          <>
            <ButtonLink href={link.openUrl} target="_blank" rel="noopener noreferrer">
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
      {m.customers_gone_text()}
    </Notice>
  );
}
