import { useState } from 'react';
import type { InvoiceContext } from '../host/read-context.ts';
import { useDayEnd } from '../lib/day-end.ts';
import { repeatWork } from '../live/repeat-work.ts';
import { useLiveChanges } from '../live/use-live-changes.ts';
import { type ListPage, rereadLedgers, rereadShownList } from './queries.ts';

/** A series of changes causes one request per second. */
const rereadPauseMs = 1_000;

/**
 * Keeps an open list current: reads its rows again when the server announces a change of them, and
 * when the company's day ends. Scroll position and selection stay.
 */
export const useLiveList = (context: InvoiceContext, first: ListPage | undefined): void => {
  const [reread] = useState(() =>
    repeatWork(() => Promise.all([rereadShownList(context), rereadLedgers()]), rereadPauseMs),
  );
  useLiveChanges(first !== undefined, {
    opened: reread,
    changed: ({ dealIds, customerIds }) => {
      const customerId = first?.customer?.id;
      const concerns =
        dealIds === null || customerId === undefined || customerIds.includes(customerId);
      if (concerns) reread();
    },
  });
  useDayEnd(first?.dayEndsAt, reread);
};
