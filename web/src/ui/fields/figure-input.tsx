import { useState } from 'react';
import { readFigure, writeFigure } from '../../lib/parse-figures.ts';
import { type ControlProps, Input } from './field.tsx';

type FigureInputProps = {
  control: ControlProps;
  /** Path of the field in problems. */
  path?: string;
  className?: string | undefined;
  /** Plain decimal text, `2500.5`, or the typed text when it is no number. */
  value: string;
  onChange: (value: string) => void;
  /** Least number of decimals shown; 2 for money. */
  decimals: number;
  /** Parses typed text to decimal text; in the user's locale by default. */
  read?: (typed: string) => string;
};

/** A number input in the user's locale. Typed text stays as typed until the field loses focus. */
export function FigureInput(props: FigureInputProps) {
  const { control, path, className, value, onChange, decimals, read = readFigure } = props;
  const [typed, setTyped] = useState<{ text: string; value: string } | null>(null);
  const change = (text: string) => {
    const figure = read(text);
    setTyped({ text, value: figure });
    onChange(figure);
  };
  return (
    <Input
      {...control}
      data-path={path}
      inputMode="decimal"
      className={className}
      // A value set from outside replaces the typed text.
      value={typed?.value === value ? typed.text : writeFigure(value, decimals)}
      onChange={({ target }) => change(target.value)}
      onBlur={() => setTyped(null)}
    />
  );
}
