import type { ReactNode } from 'react';
import styles from './window-card.module.css';

/** The frame of our pages that stand in a window of their own. */
export function WindowCard({ children }: { children: ReactNode }) {
  return (
    <main className={styles.window}>
      <div className={styles.card}>
        <h1 className={styles.name}>Dealbill</h1>
        {children}
      </div>
    </main>
  );
}
