import type { ComponentType } from 'react';
import { m } from '../messages/compiled/messages.js';
import {
  CircleIcon,
  ClockIcon,
  DashedIcon,
  PaperPlaneIcon,
  PencilIcon,
  TickCircleIcon,
} from '../ui/controls/icons.tsx';
import styles from './entry-state.module.css';
import type { PlanEntry } from './queries.ts';

const states: Record<
  PlanEntry['state'],
  { icon: ComponentType; words: () => string; look: string | undefined }
> = {
  planned: { icon: DashedIcon, words: m.billing_plans_state_planned, look: styles.planned },
  due: { icon: ClockIcon, words: m.billing_plans_state_due, look: styles.due },
  draft: { icon: PencilIcon, words: m.billing_plans_state_draft, look: styles.planned },
  sending: { icon: PaperPlaneIcon, words: m.billing_plans_state_sending, look: styles.created },
  created: { icon: CircleIcon, words: m.billing_plans_state_created, look: styles.created },
  paid: { icon: TickCircleIcon, words: m.billing_plans_state_paid, look: styles.paid },
};

/** The state of an entry: colour, icon and text. */
export function EntryState({ state }: { state: PlanEntry['state'] }) {
  const { icon: Icon, words, look } = states[state];
  return (
    <span className={`${styles.state} ${look}`}>
      <Icon />
      <span>{words()}</span>
    </span>
  );
}
