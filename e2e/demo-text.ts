const levels: Record<number, string> = { 40: 'warning', 50: 'error', 60: 'fatal' };

/** That a child has started, and where: the demo itself tells what there is to open. */
const ofNoInterest = /^listening |ready in|Local:|Compiling inlang|Watching for changes/;

/**
 * A line of a child's output as a person wants to see it: the server's JSON log shortened to what went
 * wrong, other lines with the name of who said them. Null for what is of no interest.
 */
export const readableLine = (name: string, line: string): string | null => {
  if (line.trim() === '' || ofNoInterest.test(line)) return null;
  if (!line.startsWith('{')) return `${name}: ${line}`;
  const { level, msg, time, pid, hostname, ...more } = JSON.parse(line) as Record<string, unknown>;
  const word = levels[Number(level)];
  if (!word) return null;
  const rest = Object.keys(more).length > 0 ? ` ${JSON.stringify(more)}` : '';
  return `${name}: ${word}: ${msg}${rest}`;
};
