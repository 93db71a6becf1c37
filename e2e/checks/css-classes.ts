import { dirname, join } from 'node:path';

/** A class that a component asks its CSS module for in vain, or that nobody asks for. */
export type StrayClass = { stylesheet: string; name: string; why: 'missing' | 'unused' };

export type Source = { path: string; text: string };

const importedAs = /import (\w+) from '(\.[^']+\.module\.css)'/g;

const defined = (css: string): Set<string> => {
  const selectors = css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\{[^{}]*\}/g, '{}');
  return new Set([...selectors.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name = '']) => name));
};

const beside = (path: string, relative: string): string => join(dirname(path), relative);

/** What components name of each stylesheet; null where they index it by what is only known at run time. */
const asked = (components: Source[]): Map<string, Set<string | null>> => {
  const all = new Map<string, Set<string | null>>();
  for (const { path, text } of components) {
    for (const [, name = '', relative = ''] of text.matchAll(importedAs)) {
      const stylesheet = beside(path, relative);
      const names = all.get(stylesheet) ?? new Set();
      all.set(stylesheet, names);
      const uses = text.matchAll(new RegExp(`(?<![\\w-])${name}(?:\\.(\\w+)|\\[)`, 'g'));
      for (const [, found] of uses) names.add(found ?? null);
    }
  }
  return all;
};

/** Holds CSS modules against the components that import them; paths are from one common root. */
export const strayClasses = (components: Source[], stylesheets: Source[]): StrayClass[] => {
  const uses = asked(components);
  return stylesheets.flatMap(({ path, text }) => {
    const there = defined(text);
    const names = uses.get(path) ?? new Set();
    const missing = [...names].filter((name) => name !== null && !there.has(name));
    const unused = names.has(null) ? [] : [...there].filter((name) => !names.has(name));
    return [
      ...missing.map((name) => ({ stylesheet: path, name: String(name), why: 'missing' as const })),
      ...unused.map((name) => ({ stylesheet: path, name, why: 'unused' as const })),
    ];
  });
};
