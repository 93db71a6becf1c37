type LoggedError = { message?: string; code?: string; type?: string };

/** Counts the errors in the server's log by message. Ignores other lines. */
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

/** A killed process can leave an incomplete line. */
const parsed = (line: string): Record<string, unknown> => {
  try {
    return JSON.parse(line);
  } catch {
    return { msg: 'a line that ends early' };
  }
};
