import type { ReactNode } from 'react';
import styles from './empty-state.module.css';

export type EmptyStateProps = {
  icon?: ReactNode;
  title: ReactNode;
  /** `h1` where it is the only heading of the page. */
  heading?: 'h1' | 'h2';
  children?: ReactNode;
  /** The main action. */
  action?: ReactNode;
  /** Secondary actions below it. */
  footer?: ReactNode;
};

/** A screen without data: why, and what to do. */
export function EmptyState(props: EmptyStateProps) {
  const { icon, title, heading: Heading = 'h2', children, action, footer } = props;
  return (
    <div className={styles.empty}>
      {icon ? <div className={styles.icon}>{icon}</div> : null}
      <Heading>{title}</Heading>
      {children ? <div className={styles.text}>{children}</div> : null}
      {action ? <div className={styles.action}>{action}</div> : null}
      {footer ? <div className={styles.footer}>{footer}</div> : null}
    </div>
  );
}
