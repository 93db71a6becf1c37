import type { ReactNode } from 'react';
import styles from './editor-footer.module.css';

type EditorFooterProps = {
  status: string;
  /** Marks the status, and announces it. */
  isProblem?: boolean;
  /** False for a status that changes while the user types: announcing it would interrupt. */
  announced?: boolean;
  /** The buttons. */
  children: ReactNode;
};

/** State of the document and the actions of the screen, always in view. */
export function EditorFooter(props: EditorFooterProps) {
  const { status, isProblem = false, announced = true, children } = props;
  return (
    <footer className={styles.footer}>
      <p
        role="status"
        aria-live={announced ? 'polite' : 'off'}
        className={isProblem ? styles.unsaved : styles.saved}
      >
        {status}
      </p>
      {children}
    </footer>
  );
}
