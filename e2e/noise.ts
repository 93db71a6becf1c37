import type { BrowserContext } from '@playwright/test';

/** Errors that pages log in the console. */
export type Noise = {
  /** Allows any number of errors that match one of the patterns. */
  allow(...patterns: RegExp[]): void;
  unexpected(): string[];
};

/** Collects the console errors of every page and frame of this context, including pop-ups. */
export const watchNoise = (context: BrowserContext): Noise => {
  const errors: string[] = [];
  const allowed: RegExp[] = [];
  context.on('console', (message) => {
    if (message.type() === 'error') errors.push(`${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => errors.push(String(error.error())));
  return {
    allow: (...patterns) => allowed.push(...patterns),
    unexpected: () => errors.filter((line) => !allowed.some((pattern) => pattern.test(line))),
  };
};

/**
 * Matches the console error that Chromium logs for a response of the app with this error status.
 */
export const errorStatus = (status: number, path = ''): RegExp =>
  new RegExp(`status of ${status} .*/api/${path}`);
