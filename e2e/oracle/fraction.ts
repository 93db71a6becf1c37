/** An exact fraction. The oracle calculates with nothing else and rounds only where a rule says. */
export class Fraction {
  readonly top: bigint;
  /** Above zero. */
  readonly bottom: bigint;

  constructor(top: bigint, bottom: bigint) {
    if (bottom === 0n) throw new Error('Division by zero');
    this.top = bottom < 0n ? -top : top;
    this.bottom = bottom < 0n ? -bottom : bottom;
  }

  /** Reads decimal text such as `-12.5`. */
  static of(text: string): Fraction {
    const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(text) ?? [];
    if (whole === '') throw new Error(`${text} is not a decimal number`);
    return new Fraction(BigInt(sign + whole + part), 10n ** BigInt(part.length));
  }

  plus(other: Fraction): Fraction {
    if (this.bottom === other.bottom) return new Fraction(this.top + other.top, this.bottom);
    const top = this.top * other.bottom + other.top * this.bottom;
    return new Fraction(top, this.bottom * other.bottom);
  }

  minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.top, other.bottom));
  }

  times(other: Fraction): Fraction {
    return new Fraction(this.top * other.top, this.bottom * other.bottom);
  }

  over(other: Fraction): Fraction {
    return new Fraction(this.top * other.bottom, this.bottom * other.top);
  }

  /** Negative when this is less than the other, 0 when both are equal. */
  compare(other: Fraction): number {
    const { top } = this.minus(other);
    return top < 0n ? -1 : top > 0n ? 1 : 0;
  }

  /** The largest number of whole cents that is not greater. */
  centsBelow(): Fraction {
    const scaled = this.top * 100n;
    const quotient = scaled / this.bottom;
    const isBelow = scaled < 0n && quotient * this.bottom !== scaled;
    return new Fraction(isBelow ? quotient - 1n : quotient, 100n);
  }

  /** Rounds to cents; half a cent is rounded away from zero. */
  cents(): Fraction {
    const half = new Fraction(1n, 200n);
    return this.top < 0n ? zero.minus(zero.minus(this).cents()) : this.plus(half).centsBelow();
  }

  /** Two decimals: `1234.50`. Throws when the value has more. */
  money(): string {
    const cents = (this.top * 100n) / this.bottom;
    if (cents * this.bottom !== this.top * 100n)
      throw new Error(`${this.top}/${this.bottom} is not rounded`);
    const digits = String(cents < 0n ? -cents : cents).padStart(3, '0');
    return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  }
}

export const zero = new Fraction(0n, 100n);
export const hundred = new Fraction(100n, 1n);
export const cent = new Fraction(1n, 100n);

export const sumOf = (values: readonly Fraction[]): Fraction =>
  values.reduce((sum, value) => sum.plus(value), zero);

/** `percent` % of an amount, not rounded. */
export const share = (amount: Fraction, percent: Fraction): Fraction =>
  amount.times(percent).over(hundred);
