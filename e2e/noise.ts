import type { BrowserContext } from '@playwright/test';

/** What pages complain about in the console. */
export type Noise = {
  /** The test expects complaints that match, in whichever number. */
  announce(...patterns: RegExp[]): void;
  unannounced(): string[];
};

/** Collects errors of every page and frame of this context, pop-ups included. */
export const watchNoise = (context: BrowserContext): Noise => {
  const heard: string[] = [];
  const announced: RegExp[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') heard.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => heard.push(String(error.error())));
  return {
    announce: (...patterns) => announced.push(...patterns),
    unannounced: () => heard.filter((line) => !announced.some((pattern) => pattern.test(line))),
  };
};

/** How Chromium complains about an answer of the app that is no success. */
export const answers = (status: number, path = ''): RegExp =>
  new RegExp(`status of ${status} .*/api/${path}`);
