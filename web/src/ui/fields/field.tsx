import { type ComponentProps, type ReactNode, useId } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { WarningIcon } from '../controls/icons.tsx';
import styles from './field.module.css';

/** Put these on the control, so that its label, help and error are read with it. */
export type ControlProps = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

export type FieldProps = {
  label: ReactNode;
  help?: ReactNode;
  /** What is wrong and what to do; the field is marked while it is set. */
  error?: ReactNode;
  optional?: boolean;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  /** Use this id for the control, to focus it from elsewhere. */
  id?: string;
  className?: string;
  children: (control: ControlProps) => ReactNode;
};

/** Label, control, help and error of one field, tied together. */
export function Field(props: FieldProps) {
  const { label, help, error, optional, hideLabel, className, children } = props;
  const made = useId();
  const id = props.id ?? made;
  const said = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className={[styles.field, className].filter(Boolean).join(' ')}>
      <label id={`${id}-label`} className={hideLabel ? 'unseen' : styles.label} htmlFor={id}>
        {label}
        {optional ? <span className={styles.optional}> {m.common_optional()}</span> : null}
      </label>
      {children({
        id,
        'aria-describedby': said || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error ? (
        <p className={styles.error} id={`${id}-error`}>
          <WarningIcon />
          <span>{error}</span>
        </p>
      ) : null}
      {help ? (
        <p className={styles.help} id={`${id}-help`}>
          {help}
        </p>
      ) : null}
    </div>
  );
}

const control = (className: string | undefined, more?: string) =>
  [styles.control, more, className].filter(Boolean).join(' ');

/** A one-line text input in our look. */
export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input type="text" autoComplete="off" {...rest} className={control(className)} />;
}

/** A multi-line text input that grows with its text. */
export function TextArea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} className={control(className, styles.area)} />;
}

/** The browser's own select in our look, for short fixed choices. */
export function Select({ className, ...rest }: ComponentProps<'select'>) {
  return <select {...rest} className={control(className, styles.select)} />;
}
