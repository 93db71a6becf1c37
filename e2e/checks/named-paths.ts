/** File extensions by which a bare word counts as a file of this repository. */
const fileEnding = /\.(ts|tsx|css|sql|html|grit)$/;

const withoutLineNumber = (word: string): string =>
  word.replace(/[.,;:]+$/, '').replace(/:\d+$/, '');

/** Targets of relative links, and sources of pictures. */
const linkTargets = (markdown: string): string[] =>
  [...markdown.matchAll(/(?:\]\(|\bsrc(?:set)?=")([^)"\s]+)[)"]/g)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/i.test(target));

/** Words of inline code and fenced code blocks, without line numbers. */
const codeWords = (markdown: string): string[] => {
  const fenced = [...markdown.matchAll(/^```.*\n([\s\S]*?)^```/gm)].map((match) => match[1] ?? '');
  const rest = markdown.replace(/^```[\s\S]*?^```/gm, '');
  const inline = [...rest.matchAll(/`([^`\n]+)`/g)].map((match) => match[1] ?? '');
  return [...fenced, ...inline].flatMap((code) => code.split(/[\s"'()=,]+/)).map(withoutLineNumber);
};

const looksLikePath = (word: string, roots: ReadonlySet<string>): boolean => {
  if (!/^[\w.@*<>{}-]+(\/[\w.@*<>{}-]+)*\/?$/.test(word)) return false;
  const [first = ''] = word.split('/');
  return (word.includes('/') && roots.has(first)) || fileEnding.test(word);
};

/**
 * Finds the paths in a Markdown document: targets of relative links, and words in code that begin
 * with one of `roots` (names at the repository's root and beside the document) or end like a source
 * file. A placeholder such as `<name>` matches any name.
 */
export const namedPaths = (markdown: string, roots: ReadonlySet<string>): string[] => {
  const words = codeWords(markdown).filter((word) => looksLikePath(word, roots));
  const all = [...linkTargets(markdown), ...words];
  return [...new Set(all.map((path) => path.replace(/<[^>]+>/g, '*').replace(/\/$/, '')))];
};
