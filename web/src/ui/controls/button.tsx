import type { ComponentProps } from 'react';
import styles from './button.module.css';

export type ButtonProps = ComponentProps<'button'> & {
  /** `primary` at most once per screen; `quiet` has no frame; `danger` for irreversible actions. */
  variant?: 'primary' | 'secondary' | 'quiet' | 'danger';
  /** Square, for an icon alone. Needs an `aria-label`. */
  square?: boolean;
  /** Pending: stays focusable but ignores presses. */
  busy?: boolean;
};

/** A button of type `button` by default. */
export function Button({
  variant = 'secondary',
  square = false,
  busy = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={[styles.button, styles[variant], square && styles.square, className]
        .filter(Boolean)
        .join(' ')}
      aria-disabled={busy || rest['aria-disabled']}
      aria-busy={busy || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    />
  );
}

/** A link styled as a button, to open another page. */
export function ButtonLink({
  variant = 'secondary',
  className,
  ...rest
}: ComponentProps<'a'> & { variant?: 'primary' | 'secondary' }) {
  return (
    <a
      {...rest}
      className={[styles.button, styles[variant], className].filter(Boolean).join(' ')}
    />
  );
}
