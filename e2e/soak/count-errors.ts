type LoggedError = { message?: string; code?: string; type?: string };

/** Counts what the server logs as an error, by its message. Other lines are ignored. */
export const countErrors = () => {
  const errors: Record<string, number> = {};
  return {
    errors,
    read(line: string): void {
      if (!line.includes('"level":50')) return;
      const { msg, err } = parsed(line) as { msg?: unknown; err?: LoggedError };
      const why = err?.message ?? err?.code ?? err?.type;
      const what = [msg, why].filter((one) => typeof one === 'string').join(': ');
      errors[what] = (errors[what] ?? 0) + 1;
    },
  };
};

/** A process that is killed may leave half a line. */
const parsed = (line: string): Record<string, unknown> => {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: 'a line that ends early' };
  }
};
