import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { changeCurrency } from '@dealbill/server/shared/money/conversion';
import { useFormContext } from 'react-hook-form';

const touched = { shouldDirty: true } as const;

/** Puts a form with another currency or other amounts into the fields. */
export const useAmounts = () => {
  const { getValues, setValue } = useFormContext<DraftContent>();
  const put = (next: DraftContent) => {
    const { currency, amountsIn, conversion } = next.details;
    setValue('details.amountsIn', amountsIn, touched);
    setValue('details.conversion', conversion, touched);
    next.lines.forEach((line, at) => {
      setValue(`lines.${at}.unitPrice`, line.unitPrice, touched);
      setValue(`lines.${at}.discount`, line.discount, touched);
    });
    setValue('discount', next.discount, touched);
    setValue('details.currency', currency, touched);
  };
  return {
    /** The form as it is typed now, changed by `step`. */
    change: (step: (content: DraftContent) => DraftContent) => put(step(getValues())),
    /** Amounts keep the currency they are in until the user has decided. */
    choose: (currency: string) => put(changeCurrency(getValues(), currency)),
  };
};
