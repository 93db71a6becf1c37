const levels: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' };

/**
 * A line of a child's output as a person wants to see it: the server's JSON log shortened to what went
 * wrong, other lines with the name of who said them. Null for what is of no interest.
 */
export const readableLine = (name: string, line: string): string | null => {
  if (line.startsWith('listening ') || line.trim() === '') return null;
  if (!line.startsWith('{')) return `${name}: ${line}`;
  const { level, msg, time, pid, hostname, ...more } = JSON.parse(line) as Record<string, unknown>;
  const word = levels[Number(level)];
  if (!word) return null;
  const rest = Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : '';
  return `${name}: ${word}: ${msg}${rest}`;
};
