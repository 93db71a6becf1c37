import * as published from '@pipedrive/app-extensions-sdk';
import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { createRoot } from 'react-dom/client';

// The least that can show a deal's rows in Pipedrive: React, a query, and the SDK's greeting, beside which
// the question goes out at once with the signed token of the address.

type Row = { id: string; number: string; status: string; total: string; currency: string };

type SdkClass = typeof published.default;

// The package is CommonJS with a `default` key, which bundlers unwrap once or not at all.
const unwrap = (found: SdkClass | { default: SdkClass }): SdkClass =>
  'default' in found ? found.default : found;

const address = new URLSearchParams(location.search);
const sdk = new (unwrap(published.default))();
sdk.initialize({ size: { height: 600 } });

const askForRows = async (): Promise<{ invoices: Row[] }> => {
  const answer = await fetch('/rows', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${address.get('token')}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ context: { of: 'deal', id: Number(address.get('selectedIds')) } }),
  });
  return answer.json();
};

function Rows() {
  const { data } = useQuery({ queryKey: ['rows'], queryFn: askForRows });
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
