import { useEffect, useRef } from 'react';
import { messagesFor } from '../../lib/error-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Notice } from '../../ui/feedback/notice.tsx';
import { Field, Select } from '../../ui/fields/field.tsx';
import type { DealRow } from '../queries.ts';
import styles from './deal-choice.module.css';
import type { TargetDeal } from './use-target-deal.ts';

type Group = { name: () => string; holds: DealRow['status'][] };

const groups: Group[] = [
  { name: m.invoice_list_deals_open, holds: ['open', null] },
  { name: m.invoice_list_deals_won, holds: ['won'] },
  { name: m.invoice_list_deals_lost, holds: ['lost'] },
];

/** Selects a deal of an organization or person; renders nothing when the context is a deal. */
export function DealChoice({ target, label }: { target: TargetDeal; label: string }) {
  const { asks, deals, dealId, error, missed } = target;
  const select = useRef<HTMLSelectElement>(null);
  useEffect(() => {
    if (missed) select.current?.focus();
  }, [missed]);
  if (!asks) return null;
  if (error) {
    return (
      <Notice
        kind="warning"
        title={messagesFor(error.code, error.details).title}
        action={<Button onClick={() => target.retry()}>{m.common_try_again()}</Button>}
      >
        {m.invoice_list_deals_unknown()}
      </Notice>
    );
  }
  if (deals?.length === 0) {
    return (
      <Notice kind="info" title={m.invoice_list_no_deals_title()}>
        {m.invoice_list_no_deals_text()}
      </Notice>
    );
  }
  return (
    <Field
      label={label}
      className={styles.choice}
      error={missed ? m.invoice_list_choose_deal_first() : undefined}
    >
      {(control) => (
        <Select
          {...control}
          ref={select}
          disabled={!deals}
          value={dealId ?? ''}
          onChange={({ target: { value } }) => target.choose(Number(value) || null)}
        >
          <option value="">
            {deals ? m.invoice_list_choose_deal() : m.invoice_list_deals_reading()}
          </option>
          {groups.map(({ name, holds }) => (
            <DealGroup
              key={name()}
              name={name()}
              deals={(deals ?? []).filter(({ status }) => holds.includes(status))}
            />
          ))}
        </Select>
      )}
    </Field>
  );
}

function DealGroup({ name, deals }: { name: string; deals: DealRow[] }) {
  if (deals.length === 0) return null;
  return (
    <optgroup label={name}>
      {deals.map(({ id, title }) => (
        <option key={id} value={id}>
          {title}
        </option>
      ))}
    </optgroup>
  );
}
