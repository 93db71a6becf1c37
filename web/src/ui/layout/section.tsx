import { type ReactNode, useId } from 'react';
import styles from './section.module.css';

type SectionProps = {
  title: string;
  /** For read-only screens: a smaller heading closer to its content, without separators. */
  quiet?: boolean;
  children: ReactNode;
};

/** A part of a screen under its heading. */
export function Section({ title, quiet, children }: SectionProps) {
  const id = useId();
  return (
    <section className={quiet ? styles.quiet : styles.section} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
