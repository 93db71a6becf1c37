import { type ReactNode, useEffect, useState } from 'react';
import { m } from '../../messages/compiled/messages.js';
import styles from './skeleton.module.css';

const patienceMs = 150;

/** Returns true after 150 ms: content that loads faster shows no skeleton. */
const useLateEnough = (): boolean => {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return late;
};

/** Placeholder in the shape of the coming content. It takes up its room before its bars appear. */
export function Skeleton({ children }: { children: ReactNode }) {
  const late = useLateEnough();
  return (
    <div role="status" aria-busy="true" className={late ? styles.shown : styles.waiting}>
      <span className="unseen">{m.common_loading()}</span>
      {children}
    </div>
  );
}

/** One grey bar; width in per cent of its row, height in pixels. */
export function Bar({ width, height = 12 }: { width: number; height?: number }) {
  return <div className={styles.bar} style={{ width: `${width}%`, height }} />;
}
