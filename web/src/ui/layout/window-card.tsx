import type { ReactNode } from 'react';
import styles from './window-card.module.css';

/** The frame of our pages that stand in a window of their own. */
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
