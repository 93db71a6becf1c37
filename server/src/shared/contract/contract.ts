import type * as z from 'zod';

/**
 * One API action of a feature: `read` returns data, `act` changes data.
 * Called as `POST /api/<feature>/<action>` with a JSON body.
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

/** Input of an action, as sent by the caller and passed to the service after parsing. */
export type Input<E extends Entry> = z.input<E['input']>;
export type Parsed<E extends Entry> = z.output<E['input']>;

/** Output of an action; schemas of outputs must not contain transforms. */
export type Output<E extends Entry> = z.output<E['output']>;
