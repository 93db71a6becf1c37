import * as published from '@pipedrive/app-extensions-sdk';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { createRoot } from 'react-dom/client';

// A minimal long list in Pipedrive's modal: the virtual list library and rows of plain text, all
// available from the start. The URL contains the number of rows and the height of the list.

type SdkClass = typeof published.default;

// The package is CommonJS with a `default` key, which bundlers unwrap once or not at all.
const unwrap = (found: SdkClass | { default: SdkClass }): SdkClass =>
  'default' in found ? found.default : found;

const sdk = new (unwrap(published.default))();
sdk.initialize({ size: { width: 940, height: 760 } });

const rowHeight = 56;
const params = new URLSearchParams(location.search);
const height = Number(params.get('height'));

function Rows({ count }: { count: number }) {
  const box = useRef<HTMLElement>(null);
  const list = useVirtualizer({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  return (
    <section ref={box} aria-label="Invoices" style={{ height, overflowY: 'auto' }}>
      <ul style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ key, index, start }) => (
          <li
            key={key}
            style={{
              position: 'absolute',
              top: 0,
              transform: `translateY(${start}px)`,
              height: rowHeight,
            }}
            aria-setsize={count}
            aria-posinset={index + 1}
          >
            {1000 + index} paid {index}.00 USD
          </li>
        ))}
      </ul>
    </section>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Rows count={Number(params.get('rows'))} />);
