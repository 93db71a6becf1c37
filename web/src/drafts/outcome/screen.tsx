import type { ReactNode } from 'react';
import { focusOnMount } from '../../ui/focus-on-mount.ts';
import styles from './screen.module.css';

type ScreenProps = {
  icon: ReactNode;
  /** Colour of the icon. */
  mood: 'good' | 'waiting';
  title: string;
  children: ReactNode;
  actions: ReactNode;
};

/** What stands in place of the form once it was sent. Its heading is focused, so that it is read. */
export function Screen({ icon, mood, title, children, actions }: ScreenProps) {
  return (
    <main className={styles.screen}>
      <div className={`${styles.icon} ${styles[mood]}`}>{icon}</div>
      <h1 className={styles.title} tabIndex={-1} ref={focusOnMount}>
        {title}
      </h1>
      {children}
      <div className={styles.actions}>{actions}</div>
    </main>
  );
}
