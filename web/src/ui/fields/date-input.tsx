import { addDays } from '@dealbill/server/shared/dates/due-date';
import { type ComponentProps, type KeyboardEvent, useState } from 'react';
import { m } from '../../messages/compiled/messages.js';
import { Input } from './field.tsx';

type DateInputProps = Omit<ComponentProps<'input'>, 'type' | 'value' | 'onChange'> & {
  /** `YYYY-MM-DD`, or empty. */
  value: string;
  onChange: (date: string) => void;
  today: string;
  /** The date that typed days are added to. */
  from: string;
};

const mostDigits = 3;

/**
 * The browser's date input. `t` sets today, `+7` the date seven days after `from`; the date follows
 * each digit.
 */
export function DateInput({ value, onChange, today, from, ...rest }: DateInputProps) {
  // Digits typed after `+`; null while the keys belong to the browser.
  const [days, setDays] = useState<string | null>(null);

  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || key === 'Shift') return;
    const isDigit = days !== null && /^\d$/.test(key);
    if (key === '+') setDays('');
    else if (key.toLowerCase() === 't') {
      setDays(null);
      onChange(today);
    } else if (isDigit && days.length < mostDigits) {
      setDays(days + key);
      onChange(addDays(from || today, Number(days + key)));
    } else if (!isDigit) {
      setDays(null);
      return;
    }
    event.preventDefault();
  };

  return (
    <Input
      {...rest}
      type="date"
      title={m.common_date_keys()}
      value={value}
      onChange={({ target }) => onChange(target.value)}
      onKeyDown={onKeyDown}
      onBlur={() => setDays(null)}
    />
  );
}
