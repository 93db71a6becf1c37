import * as published from '@pipedrive/app-extensions-sdk';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';

// A minimal page that shows a deal's rows in Pipedrive: React, a query and the SDK. Requests the
// rows with the signed token of the URL, without waiting for the SDK.

type Row = { id: string; number: string; status: string; total: string; currency: string };

type SdkClass = typeof published.default;

// The package is CommonJS with a `default` key, which bundlers unwrap once or not at all.
const unwrap = (found: SdkClass | { default: SdkClass }): SdkClass =>
  'default' in found ? found.default : found;

const params = new URLSearchParams(location.search);
const sdk = new (unwrap(published.default))();
sdk.initialize({ size: { height: 600 } });

const loadRows = async (): Promise<{ invoices: Row[] }> => {
  const response = await fetch('/rows', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${params.get('token')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ context: { of: 'deal', id: Number(params.get('selectedIds')) } }),
  });
  return response.json();
};

function Rows() {
  const { data } = useQuery({ queryKey: ['rows'], queryFn: loadRows });
  return (
    <ul>
      {data?.invoices.map((row) => (
        <li key={row.id}>
          {row.number} {row.status} {row.total} {row.currency}
        </li>
      ))}
    </ul>
  );
}

const root = document.getElementById('root');
if (root) {
  createRoot(root).render(
    <QueryClientProvider client={new QueryClient()}>
      <Rows />
    </QueryClientProvider>,
  );
}
