import type * as z from 'zod';

/**
 * One action of a feature, as both sides know it: `read` asks, `act` changes something.
 * Every entry travels as `POST /api/<feature>/<action>` with a JSON body.
 */
export type Entry<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  kind: 'read' | 'act';
  input: I;
  output: O;
  /** The largest request body accepted. */
  bytes: number;
};

/** Enough for every input except drafts and edits with their lines. */
const usualBytes = 64 * 1024;

type Size = { bytes: number };

export type Contract = Record<string, Entry>;

export const read = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  { bytes }: Size = { bytes: usualBytes },
) => ({
  kind: 'read' as const,
  input,
  output,
  bytes,
});

export const act = <I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
  { bytes }: Size = { bytes: usualBytes },
) => ({
  kind: 'act' as const,
  input,
  output,
  bytes,
});

/** What a caller sends, and what a service gets once it is parsed. */
export type Input<E extends Entry> = z.input<E['input']>;
export type Parsed<E extends Entry> = z.output<E['input']>;

/** What a service returns, which is what the caller receives: outputs carry no transforms. */
export type Output<E extends Entry> = z.output<E['output']>;
