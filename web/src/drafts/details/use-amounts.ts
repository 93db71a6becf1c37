import type { DraftContent } from '@dealbill/server/shared/contract/draft-content';
import { changeCurrency } from '@dealbill/server/shared/money/conversion';
import { useFormContext } from 'react-hook-form';

const touched = { shouldDirty: true } as const;

/** Writes a form with another currency or converted amounts into the fields. */
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
    /** Applies `step` to the current form. */
    change: (step: (content: DraftContent) => DraftContent) => put(step(getValues())),
    /** The amounts keep their currency until the user converts or relabels them. */
    choose: (currency: string) => put(changeCurrency(getValues(), currency)),
  };
};
