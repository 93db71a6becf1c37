import { inputLimits } from '@dealbill/server/shared/checks/input-limits';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { useDebounced } from '../lib/use-debounced.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { Field, Input } from '../ui/fields/field.tsx';
import { focusField } from '../ui/focus/focus-field.ts';
import { ItemLinkRow, removePath } from './item-link-row.tsx';
import styles from './items-card.module.css';
import { linkPages } from './queries.ts';

const searchPath = 'items.search';
const typingPauseMs = 300;

/** The items that products were linked to, with a search; each can be changed and forgotten. */
export function ItemLinks({ homeCurrency }: { homeCurrency: string | null }) {
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const wanted = useDebounced(text.trim(), typingPauseMs);
  const list = useInfiniteQuery(linkPages(wanted));
  const links = list.data?.pages.flatMap((page) => page.links) ?? [];
  const isEmpty = list.data !== undefined && links.length === 0;
  const failure = list.error && messagesFor(asApiError(list.error).code);
  // The pressed button disappears with its row.
  const removed = (index: number, message: string) => {
    setSaid(message);
    const next = links[index + 1] ?? links[index - 1];
    focusField(next ? removePath(next.productId) : searchPath);
  };
  return (
    <section aria-labelledby="item-links" className={styles.part}>
      <h3 id="item-links" className={styles.label}>
        {m.items_links()}
      </h3>
      <p className={styles.soft}>{m.items_links_text()}</p>
      {isEmpty && wanted === '' ? (
        <p>{m.items_links_none()}</p>
      ) : (
        <Field label={m.items_links_search()} className={styles.search}>
          {(control) => (
            <Input
              {...control}
              type="search"
              data-path={searchPath}
              maxLength={inputLimits.search}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
          )}
        </Field>
      )}
      {isEmpty && wanted !== '' ? <p>{m.items_links_nothing()}</p> : null}
      <ul className={styles.links}>
        {links.map((link, index) => (
          <ItemLinkRow
            key={link.productId}
            link={link}
            homeCurrency={homeCurrency}
            changed={setSaid}
            removed={(message) => removed(index, message)}
          />
        ))}
      </ul>
      {list.hasNextPage ? (
        <p>
          <Button busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {m.items_links_more()}
          </Button>
        </p>
      ) : null}
      {failure ? (
        <Notice
          kind="error"
          title={failure.title}
          action={
            <Button busy={list.isFetching} onClick={() => void list.refetch()}>
              {m.common_try_again()}
            </Button>
          }
        >
          {failure.text}
        </Notice>
      ) : null}
      {list.isPending ? (
        <Skeleton>
          <Bar width={100} height={120} />
        </Skeleton>
      ) : null}
      <p role="status" className={styles.soft}>
        {said}
      </p>
    </section>
  );
}
