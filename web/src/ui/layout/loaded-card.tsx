import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { asApiError } from '../../lib/api-error.ts';
import { messagesFor } from '../../lib/error-messages.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../controls/button.tsx';
import { Notice } from '../feedback/notice.tsx';
import { Bar, Skeleton } from '../feedback/skeleton.tsx';
import { Card } from './card.tsx';

type LoadedCardProps<Data> = {
  title: string;
  text: string;
  query: UseQueryResult<Data>;
  /** Height of the skeleton's second bar, in pixels. */
  height?: number;
  children: (data: Data) => ReactNode;
};

/** A card whose content is read first; offers to try again when that fails. */
export function LoadedCard<Data>(props: LoadedCardProps<Data>) {
  const { title, text, query, height = 120, children } = props;
  const { data, error, isFetching } = query;
  const message = error && messagesFor(asApiError(error).code);
  return (
    <Card title={title} text={text}>
      {data === undefined ? null : children(data)}
      {message && data === undefined ? (
        <Notice
          kind="error"
          title={message.title}
          action={
            <Button busy={isFetching} onClick={() => void query.refetch()}>
              {m.common_try_again()}
            </Button>
          }
        >
          {message.text}
        </Notice>
      ) : null}
      {data === undefined && !error ? (
        <Skeleton>
          <Bar width={70} />
          <Bar width={100} height={height} />
        </Skeleton>
      ) : null}
    </Card>
  );
}
