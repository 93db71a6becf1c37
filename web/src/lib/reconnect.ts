import { createContext, type ReactNode } from 'react';

/**
 * What a screen shows where QuickBooks wants a new consent: a banner that leads there and runs `done` once
 * it is given. The page that knows how to connect puts it in; null where nobody does.
 */
export const Reconnect = createContext<((done: () => void) => ReactNode) | null>(null);
