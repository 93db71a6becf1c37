import { useEffect, useEffectEvent } from 'react';
import { modalSizes } from '../../host/modal-size.ts';
import type { PanelContext } from '../../host/read-context.ts';
import { useModalAround } from '../../host/use-modal-size.ts';
import { m } from '../../messages/compiled/messages.js';
import { Button } from '../../ui/controls/button.tsx';
import { Bar, Skeleton } from '../../ui/feedback/skeleton.tsx';
import styles from './choose-deal.module.css';
import { DealChoice } from './deal-choice.tsx';
import { useTargetDeal } from './use-target-deal.ts';

type ChooseDealProps = {
  context: PanelContext;
  goOn: (dealId: number) => void;
  close: () => void;
};

/**
 * Asks for which deal of an organization or person to create an invoice; not shown when there is
 * only one.
 */
export default function ChooseDeal({ context, goOn, close }: ChooseDealProps) {
  const target = useTargetDeal(context);
  const { deals, dealId, error } = target;
  const around = useModalAround(modalSizes.new);
  const onlyDealId = deals?.length === 1 ? deals[0]?.id : undefined;
  const skip = useEffectEvent((dealId: number) => goOn(dealId));
  useEffect(() => {
    if (onlyDealId !== undefined) skip(onlyDealId);
  }, [onlyDealId]);
  if (onlyDealId !== undefined || !(deals || error)) {
    return (
      <Skeleton>
        <div className={styles.page}>
          <Bar width={50} height={24} />
          <Bar width={100} height={32} />
        </div>
      </Skeleton>
    );
  }
  return (
    <main ref={around} className={styles.page}>
      <h1 className={styles.title}>{m.invoice_list_new_title()}</h1>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (dealId === null) target.miss();
          else goOn(dealId);
        }}
      >
        <DealChoice target={target} label={m.invoice_list_new_for_deal()} />
        <div className={styles.buttons}>
          <Button onClick={close}>{m.common_cancel()}</Button>
          {deals && deals.length > 0 ? (
            <Button variant="primary" type="submit">
              {m.invoice_list_new_go_on()}
            </Button>
          ) : null}
        </div>
      </form>
    </main>
  );
}
