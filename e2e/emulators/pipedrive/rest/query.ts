import { invalid } from './problem.ts';

/** Parses query parameters with v2's validation. */
export class Query {
  readonly #values: Record<string, string | string[] | undefined>;

  constructor(values: Record<string, string | string[] | undefined>) {
    this.#values = values;
  }

  text(name: string): string | undefined {
    const value = this.#values[name];
    return Array.isArray(value) ? value[0] : value;
  }

  /** An integer; throws for anything else. */
  integer(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined || value === '') return undefined;
    if (!/^-?\d+$/.test(value)) throw invalid(`Parameter ${name} must be an integer`);
    return Number(value);
  }

  /** A comma-separated list or a repeated parameter. */
  list(name: string): string[] | undefined {
    const value = this.#values[name];
    if (value === undefined) return undefined;
    return [value].flat().flatMap((one) => one.split(',').filter(Boolean));
  }

  /** A list of ids; throws for more than 100. */
  ids(name: string): number[] | undefined {
    const values = this.list(name)?.map(Number);
    if (values?.some((id) => !Number.isInteger(id))) throw invalid(`Parameter ${name} must be ids`);
    if (values && values.length > 100) throw invalid(`Parameter ${name}: at most 100 ids`);
    return values;
  }

  flag(name: string): boolean {
    return this.text(name) === 'true' || this.text(name) === '1';
  }
}
