/** Endings that make a bare word a file of this repository. */
const fileEnding = /\.(ts|tsx|css|sql|html|grit)$/;

const withoutLineNumber = (word: string): string =>
  word.replace(/[.,;:]+$/, '').replace(/:\d+$/, '');

/** Targets of links, and sources of pictures. */
const linkTargets = (markdown: string): string[] =>
  [...markdown.matchAll(/(?:\]\(|\bsrc(?:set)?=")([^)"\s]+)[)"]/g)]
    .map((match) => (match[1] ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/i.test(target));

/** Words in code: inline spans and fenced blocks, where commands name files too. */
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
 * The paths that a Markdown document names: targets of relative links, and words in code that begin
 * with one of `roots` (the names at the top and beside the document) or end like a source file.
 * `<name>` stands for any name.
 */
export const namedPaths = (markdown: string, roots: ReadonlySet<string>): string[] => {
  const words = codeWords(markdown).filter((word) => looksLikePath(word, roots));
  const all = [...linkTargets(markdown), ...words];
  return [...new Set(all.map((path) => path.replace(/<[^>]+>/g, '*').replace(/\/$/, '')))];
};
