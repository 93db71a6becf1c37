import { dirname, join } from 'node:path';

/** A class that a component uses but its CSS module lacks, or that no component uses. */
export type StrayClass = { stylesheet: string; name: string; why: 'missing' | 'unused' };

export type Source = { path: string; text: string };

const importedAs = /import (\w+) from '(\.[^']+\.module\.css)'/g;

const defined = (css: string): Set<string> => {
  const selectors = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\{[^{}]*\}/g, '{}');
  return new Set([...selectors.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name = '']) => name));
};

const beside = (path: string, relative: string): string => join(dirname(path), relative);

/** Class names used of each stylesheet. Contains null when a component indexes it at run time. */
const usedClasses = (components: Source[]): Map<string, Set<string | null>> => {
  const all = new Map<string, Set<string | null>>();
  for (const { path, text } of components) {
    for (const [, name = '', relative = ''] of text.matchAll(importedAs)) {
      const stylesheet = beside(path, relative);
      const names = all.get(stylesheet) ?? new Set();
      all.set(stylesheet, names);
      const uses = text.matchAll(new RegExp(`(?<![\\w-])${name}(?:\\.(\\w+)|\\[)`, 'g'));
      for (const [, className] of uses) names.add(className ?? null);
    }
  }
  return all;
};

/** Compares CSS modules with the components that import them. All paths share one root. */
export const strayClasses = (components: Source[], stylesheets: Source[]): StrayClass[] => {
  const uses = usedClasses(components);
  return stylesheets.flatMap(({ path, text }) => {
    const classes = defined(text);
    const names = uses.get(path) ?? new Set();
    const missing = [...names].filter((name) => name !== null && !classes.has(name));
    const unused = names.has(null) ? [] : [...classes].filter((name) => !names.has(name));
    return [
      ...missing.map((name) => ({ stylesheet: path, name: String(name), why: 'missing' as const })),
      ...unused.map((name) => ({ stylesheet: path, name, why: 'unused' as const })),
    ];
  });
};
