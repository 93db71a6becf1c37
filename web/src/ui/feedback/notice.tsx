import { type ReactNode, type Ref, useState } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { CheckIcon, InfoIcon, WarningIcon } from '../controls/icons.tsx';
import styles from './notice.module.css';

export type NoticeProps = {
  kind: 'info' | 'success' | 'warning' | 'error';
  title: ReactNode;
  children?: ReactNode;
  /** The one action that solves the problem. */
  action?: ReactNode;
  /** Further problems, folded behind "2 more". */
  more?: ReactNode[];
  /** True inside a live region, which announces the notice: a region of its own would repeat it. */
  isInLiveRegion?: boolean;
  /** Lets the caller focus a notice that responds to an action of the user. */
  ref?: Ref<HTMLElement>;
};

const icons = { info: InfoIcon, success: CheckIcon, warning: WarningIcon, error: WarningIcon };

/**
 * A banner: what happened, what to do, one action. Errors are announced to screen readers at once.
 */
export function Notice(props: NoticeProps) {
  const { kind, title, children, action, more = [], isInLiveRegion = false, ref } = props;
  const Icon = icons[kind];
  const role = kind === 'error' ? 'alert' : 'status';
  return (
    <section
      className={`${styles.notice} ${styles[kind]}`}
      role={isInLiveRegion ? undefined : role}
      tabIndex={-1}
      ref={ref}
    >
      <Icon className={styles.icon} />
      <div className={styles.body}>
        <p className={styles.title}>{title}</p>
        {children ? <div>{children}</div> : null}
        {action ? <div className={styles.action}>{action}</div> : null}
        {more.length > 0 ? <MoreProblems problems={more} /> : null}
      </div>
    </section>
  );
}

function MoreProblems({ problems }: { problems: ReactNode[] }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className={styles.more}
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {open ? m.common_fewer_problems() : m.common_more_problems({ count: problems.length })}
      </button>
      {open ? (
        <ul className={styles.list}>
          {problems.map((problem, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: problems have no identity and never move
            <li key={index}>{problem}</li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
