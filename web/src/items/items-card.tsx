import { useQuery } from '@tanstack/react-query';
import { m } from '../messages/compiled/messages.js';
import { LoadedCard } from '../ui/layout/loaded-card.tsx';
import { ItemLinks } from './item-links.tsx';
import { shownItemSettings } from './queries.ts';
import { UnknownProducts } from './unknown-products.tsx';

/** Where the items of lines come from: the default item, and the items remembered for products. */
export function ItemsCard() {
  const query = useQuery(shownItemSettings);
  return (
    <LoadedCard title={m.items_title()} text={m.items_text()} query={query}>
      {({ current }) =>
        current ? (
          <>
            {current.owner.isYou ? null : <p>{m.items_read_only({ name: current.owner.name })}</p>}
            <UnknownProducts current={current} />
            {current.owner.isYou ? <ItemLinks homeCurrency={current.homeCurrency} /> : null}
          </>
        ) : (
          <p>{m.items_connect()}</p>
        )
      }
    </LoadedCard>
  );
}
