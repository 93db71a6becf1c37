import type { DeliveryStatus } from '@dealbill/server/shared/status/invoice-status';
import type { ComponentType } from 'react';
import { m } from '../messages/compiled/messages.js';
import {
  ClockIcon,
  EnvelopeIcon,
  EyeIcon,
  PaperPlaneIcon,
  WarningIcon,
} from '../ui/controls/icons.tsx';
import styles from './delivery-mark.module.css';

const marks: Record<DeliveryStatus, { icon: ComponentType; words: () => string }> = {
  not_sent: { icon: EnvelopeIcon, words: m.invoices_delivery_not_sent },
  queued: { icon: ClockIcon, words: m.invoices_delivery_queued },
  bounced: { icon: WarningIcon, words: m.invoices_delivery_bounced },
  sent: { icon: PaperPlaneIcon, words: m.invoices_delivery_sent },
  viewed: { icon: EyeIcon, words: m.invoices_delivery_viewed },
};

/** Delivery status of the invoice, small beside its amount. */
export function DeliveryMark({ status }: { status: DeliveryStatus }) {
  const { icon: Icon, words } = marks[status];
  return (
    <span className={status === 'bounced' ? `${styles.mark} ${styles.bounced}` : styles.mark}>
      <Icon />
      {words()}
    </span>
  );
}
