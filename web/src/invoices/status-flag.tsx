import type { MoneyStatus } from '@dealbill/server/shared/status/invoice-status';
import type { ComponentType } from 'react';
import { m } from '../messages/compiled/messages.js';
import {
  CircleIcon,
  ClockIcon,
  DashedIcon,
  HalfCircleIcon,
  StruckIcon,
  TickCircleIcon,
} from '../ui/controls/icons.tsx';
import styles from './status-flag.module.css';

type Flag = { icon: ComponentType; words: () => string; look: string | undefined };

const flags: Record<MoneyStatus, Flag> = {
  open: { icon: CircleIcon, words: m.invoices_status_open, look: styles.open },
  partially_paid: {
    icon: HalfCircleIcon,
    words: m.invoices_status_partially_paid,
    look: styles.part,
  },
  overdue: { icon: ClockIcon, words: m.invoices_status_overdue, look: styles.overdue },
  paid: { icon: TickCircleIcon, words: m.invoices_status_paid, look: styles.paid },
  voided: { icon: StruckIcon, words: m.invoices_status_voided, look: styles.voided },
  deleted: { icon: DashedIcon, words: m.invoices_status_deleted, look: styles.deleted },
};

/** Text of a money status. */
export const statusText = (status: MoneyStatus): string => flags[status].words();

/** The money status of an invoice: colour, icon and text. */
export function StatusFlag({ status }: { status: MoneyStatus }) {
  const { icon: Icon, words, look } = flags[status];
  return (
    <span className={`${styles.flag} ${look}`} title={words()}>
      <Icon />
      <span>{words()}</span>
    </span>
  );
}
