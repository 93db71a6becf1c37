import type { ReactNode } from 'react';
import styles from './window-card.module.css';

/** Frame of the pages that open in their own window. */
export function WindowCard({ children }: { children: ReactNode }) {
  return (
    <main className={styles.window}>
      <div className={styles.card}>
        <p className={styles.name}>Dealbill</p>
        {children}
      </div>
    </main>
  );
}
