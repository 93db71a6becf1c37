/** A decimal text as an amount of its currency, such as `$1,200.00`; bare when that is not known. */
export const moneyText = (amount: string, currency: string): string =>
  currency === ''
    ? amount
    : new Intl.NumberFormat('en', { style: 'currency', currency }).format(amount as `${number}`);
