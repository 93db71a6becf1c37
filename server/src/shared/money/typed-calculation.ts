import { Big, type Decimal, isWorkable, parseDecimal } from './money.ts';

/** Most digits after the point that QuickBooks keeps of a quantity or price. */
const mostDecimals = 7;

type Operator = '+' | '-' | '*' | '/';

const operators: Record<string, Operator> = {
  '+': '+',
  '-': '-',
  '−': '-',
  '*': '*',
  '×': '*',
  '/': '/',
  '÷': '/',
};

/** An operator stands after a digit; before a number, a minus is its sign. */
const split = /(?<=[\d.,]\s*)([+\-−*×/÷])/;

/** Result of one operation; null when it is not a number to calculate with. */
const apply = (left: Big, operator: Operator, right: Big): Big | null => {
  if (operator === '/' && right.eq(0)) return null;
  const results = {
    '+': () => left.plus(right),
    '-': () => left.minus(right),
    '*': () => left.times(right),
    '/': () => left.div(right),
  };
  const result = results[operator]();
  return isWorkable(result.round(mostDecimals)) ? result : null;
};

/**
 * Calculates what was typed into a number field: `3*120`, `1/3` or `200-15,50`, multiplication and
 * division first. `read` parses one number to decimal text. Null for anything else.
 */
export const calculated = (typed: string, read: (typed: string) => string): Decimal | null => {
  const parts = typed.split(split);
  if (parts.length < 3) return null;
  const numbers = parts.filter((_, at) => at % 2 === 0).map((text) => parseDecimal(read(text)));
  const between = parts.filter((_, at) => at % 2 === 1).map((text) => operators[text]);
  let sum: Big | null = new Big(0);
  let [product, sign]: [Big | null, Operator] = [numbers[0] ?? null, '+'];
  for (const [at, operator] of between.entries()) {
    const next = numbers[at + 1] ?? null;
    if (!operator || !next || !product || !sum || !isWorkable(next)) return null;
    if (operator === '*' || operator === '/') product = apply(product, operator, next);
    else [sum, product, sign] = [apply(sum, sign, product), next, operator];
  }
  const result = sum && product && apply(sum, sign, product);
  return result?.round(mostDecimals).toFixed() ?? null;
};
