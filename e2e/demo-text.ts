const levels: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' };

/** Start-up messages of child processes. The demo prints its own list of URLs. */
const startUpMessage = /^listening |ready in|Local:|Compiling inlang|Watching for changes/;

/**
 * Formats a child process's output for the terminal: shortens the server's JSON log to warnings and
 * errors, and prefixes each line with the process name. Null for a line that is not shown.
 */
export const readableLine = (name: string, line: string): string | null => {
  if (line.trim() === '' || startUpMessage.test(line)) return null;
  if (!line.startsWith('{')) return `${name}: ${line}`;
  const { level, msg, time, pid, hostname, ...more } = JSON.parse(line) as Record<string, unknown>;
  const levelName = levels[Number(level)];
  if (!levelName) return null;
  const rest = Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : '';
  return `${name}: ${levelName}: ${msg}${rest}`;
};
