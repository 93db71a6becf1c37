import { useState } from 'react';
import { readFigure, writeFigure } from '../../lib/parse-figures.ts';
import { type ControlProps, Input } from './field.tsx';

type FigureInputProps = {
  control: ControlProps;
  /** As problems name it. */
  path?: string;
  className?: string | undefined;
  /** Plain decimal text, `2500.5`, or what was typed and is no number. */
  value: string;
  onChange: (value: string) => void;
  /** As many decimals are shown at least; money has two. */
  decimals: number;
  /** Makes decimal text of what is typed; by the user's language unless said otherwise. */
  read?: (typed: string) => string;
};

/** A number as the user's language writes it. While it is typed it stays as typed; on leaving it is written out. */
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
      // A value that came from elsewhere meanwhile replaces what was typed.
      value={typed?.value === value ? typed.text : writeFigure(value, decimals)}
      onChange={({ target }) => change(target.value)}
      onBlur={() => setTyped(null)}
    />
  );
}
