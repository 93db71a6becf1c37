const kept = new Set(
  'a b strong i em u s br p div span ul ol li blockquote code pre h1 h2 h3 table tbody tr td th'.split(
    ' ',
  ),
);
const droppedWhole = /<(script|style|iframe|object|template)\b[^>]*>[\s\S]*?<\/\1\s*>/gi;
const anyTag = /<(\/?)([a-z][a-z0-9]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>/gi;

/** Sanitizes note HTML like Pipedrive: a few tags without attributes, links with their URL. */
export function sanitizeNote(content: string): string {
  return content
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(droppedWhole, '')
    .replace(anyTag, (_all, slash: string, name: string, attributes: string) => {
      const tag = name.toLowerCase();
      if (!kept.has(tag)) return '';
      if (slash || tag !== 'a') return `<${slash}${tag}>`;
      const [, href] = /\bhref\s*=\s*["'](https?:[^"']*)["']/i.exec(attributes) ?? [];
      return href ? `<a href="${href}" target="_blank" rel="noopener">` : '<a>';
    })
    .replace(/<(?![/a-z])/gi, '&lt;');
}
