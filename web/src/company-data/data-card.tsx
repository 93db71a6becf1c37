import { useQuery } from '@tanstack/react-query';
import { asApiError } from '../lib/api-error.ts';
import { messagesFor } from '../lib/error-messages.ts';
import { m } from '../messages/compiled/messages.js';
import { Button } from '../ui/controls/button.tsx';
import { Notice } from '../ui/feedback/notice.tsx';
import { Bar, Skeleton } from '../ui/feedback/skeleton.tsx';
import { Card } from '../ui/layout/card.tsx';
import { DeletionSection } from './deletion-section.tsx';
import { ExportSection } from './export-section.tsx';
import { companyData } from './queries.ts';

type DataCardProps = {
  /** Called when QuickBooks was disconnected. */
  changed: () => void;
  /** Called when everything was deleted and the app uninstalled. */
  deleted: () => void;
};

/** The stored data of a company, with export and deletion. */
export function DataCard({ changed, deleted }: DataCardProps) {
  const { data, error, refetch, isFetching } = useQuery(companyData);
  const retry = () => void refetch();
  return (
    <Card title={m.data_title()} text={m.data_text()}>
      {data ? (
        <>
          <ExportSection mayExport={data.mayExport} />
          <DeletionSection
            data={data}
            changed={changed}
            deleted={deleted}
            retry={retry}
            retrying={isFetching}
          />
        </>
      ) : null}
      {error && !data ? (
        <Notice
          kind="error"
          title={messagesFor(asApiError(error).code).title}
          action={
            <Button busy={isFetching} onClick={retry}>
              {m.common_try_again()}
            </Button>
          }
        >
          {messagesFor(asApiError(error).code).text}
        </Notice>
      ) : null}
      {data || error ? null : (
        <Skeleton>
          <Bar width={70} />
          <Bar width={25} height={32} />
        </Skeleton>
      )}
    </Card>
  );
}
