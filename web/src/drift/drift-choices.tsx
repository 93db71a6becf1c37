import type { DriftPage, UpdateState } from '@dealbill/server/contract/drift';
import { type ReactNode, useId } from 'react';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import styles from './drift-screen.module.css';

type Deal = NonNullable<DriftPage['deal']>;

/** Why the lines of the invoice cannot be edited here. */
const whyNot: Record<Exclude<UpdateState, 'possible'>, () => string> = {
  not_now: m.drift_update_not_now,
  paid: m.drift_update_paid,
  books_closed: m.drift_update_books_closed,
  several: m.drift_update_several,
  by_hand: m.drift_update_by_hand,
};

const billTexts: Record<Deal['bill'], () => string> = {
  possible: m.drift_bill_help,
  lower: m.drift_bill_lower,
  other_currency: m.drift_bill_other_currency,
  not_now: m.drift_bill_not_now,
};

const billText = ({ bill, total }: Deal): string =>
  bill === 'lower' && total.before === total.after ? m.drift_bill_same() : billTexts[bill]();

type DealChoicesProps = {
  deal: Deal;
  busy: boolean;
  keep: () => void;
  update: () => void;
  bill: () => void;
};

/** Update the invoice, bill the difference, or keep both; the first possible change stands out. */
export function DealChoices({ deal, busy, keep, update, bill }: DealChoicesProps) {
  const canUpdate = deal.update === 'possible';
  const canBill = deal.bill === 'possible';
  return (
    <Choices>
      <Choice
        name={m.drift_update()}
        text={deal.update === 'possible' ? m.drift_update_help() : whyNot[deal.update]()}
        choose={canUpdate ? update : null}
        isFirst={canUpdate}
      />
      <Choice
        name={m.drift_bill()}
        text={billText(deal)}
        choose={canBill ? bill : null}
        isFirst={canBill && !canUpdate}
      />
      <Choice name={m.drift_keep()} text={m.drift_keep_help()} choose={keep} busy={busy} />
    </Choices>
  );
}

type EditedChoicesProps = {
  state: UpdateState;
  busy: boolean;
  keep: () => void;
  restore: () => void;
};

/** Keep the change that was made in QuickBooks, or restore the earlier lines. */
export function EditedChoices({ state, busy, keep, restore }: EditedChoicesProps) {
  return (
    <Choices>
      <Choice name={m.drift_keep()} text={m.drift_keep_help()} choose={keep} busy={busy} />
      <Choice
        name={m.drift_restore()}
        text={state === 'possible' ? m.drift_restore_help() : whyNot[state]()}
        choose={state === 'possible' ? restore : null}
      />
    </Choices>
  );
}

function Choices({ children }: { children: ReactNode }) {
  return (
    <ul className={styles.choices} aria-label={m.drift_choices()}>
      {children}
    </ul>
  );
}

type ChoiceProps = {
  name: string;
  /** What the choice does, or why it is not possible. */
  text: string;
  /** Null when the choice is not possible. */
  choose: (() => void) | null;
  isFirst?: boolean;
  busy?: boolean;
};

function Choice({ name, text, choose, isFirst = false, busy = false }: ChoiceProps) {
  const id = useId();
  return (
    <li className={styles.choice}>
      <Button
        variant={isFirst ? 'primary' : 'secondary'}
        aria-disabled={choose === null}
        aria-describedby={id}
        busy={busy}
        onClick={() => choose?.()}
      >
        {name}
      </Button>
      <p id={id} className={styles.soft}>
        {text}
      </p>
    </li>
  );
}
