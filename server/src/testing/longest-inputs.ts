import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { billingPlans } from '../billing-plans/contract.ts';
import { companyProfile } from '../company-profile/contract.ts';
import { connection } from '../connection/contract.ts';
import { customers } from '../customers/contract.ts';
import { dealLinks } from '../deal-links/contract.ts';
import { drafts } from '../drafts/contract.ts';
import { initialSync } from '../initial-sync/contract.ts';
import { invoiceList } from '../invoice-list/contract.ts';
import { invoiceOffers } from '../invoice-offers/contract.ts';
import { invoices } from '../invoices/contract.ts';
import { items } from '../items/contract.ts';
import { pipedriveFields } from '../pipedrive-fields/contract.ts';
import { preferences } from '../preferences/contract.ts';
import { reminders } from '../reminders/contract.ts';
import type { Contract, Entry } from '../shared/contract/contract.ts';
import { syncSettings } from '../sync-settings/contract.ts';
import { usage } from '../usage/contract.ts';

/** The parts of JSON Schema that our inputs use. */
export type Schema = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  format?: string;
  pattern?: string;
  maxLength?: number;
  items?: Schema;
  maxItems?: number;
  properties?: Record<string, Schema>;
  propertyNames?: Schema;
  additionalProperties?: Schema | boolean;
  anyOf?: Schema[];
  oneOf?: Schema[];
};

export type ContractEntry = { name: `${string}/${string}`; entry: Entry; schema: Schema };

const contracts: Record<string, Contract> = {
  'billing-plans': billingPlans,
  'company-profile': companyProfile,
  connection,
  customers,
  drafts,
  invoices,
  items,
  'pipedrive-fields': pipedriveFields,
  'initial-sync': initialSync,
  'deal-links': dealLinks,
  'invoice-list': invoiceList,
  'invoice-offers': invoiceOffers,
  preferences,
  reminders,
  'sync-settings': syncSettings,
  usage,
};

/** Every action of every contract. */
export const contractEntries: ContractEntry[] = Object.entries(contracts).flatMap(
  ([feature, contract]) =>
    Object.entries(contract).map(([action, entry]) => ({
      name: `${feature}/${action}` as const,
      entry,
      schema: z.toJSONSchema(entry.input, { io: 'input', reused: 'inline' }) as Schema,
    })),
);

const variantsOf = ({ anyOf, oneOf, type }: Schema): Schema[] =>
  Array.isArray(type) ? type.map((one) => ({ type: one })) : (anyOf ?? oneOf ?? []);

/** Paths of all strings, lists and records in a schema that have no size limit. */
export const unlimited = (schema: Schema, path = ''): string[] => {
  const inside = [
    ...variantsOf(schema).flatMap((variant) => unlimited(variant, path)),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, value]) =>
      unlimited(value, `${path}.${key}`),
    ),
    ...(schema.items ? unlimited(schema.items, `${path}[]`) : []),
    ...(schema.propertyNames?.enum && typeof schema.additionalProperties === 'object'
      ? unlimited(schema.additionalProperties, `${path}.*`)
      : []),
  ];
  const listed = schema.const !== undefined || schema.enum !== undefined;
  const text = schema.type === 'string' && !listed && schema.format !== 'uuid';
  const endless =
    (text && schema.maxLength === undefined) ||
    (schema.type === 'array' && schema.maxItems === undefined) ||
    (schema.type === 'object' && !!schema.additionalProperties && !schema.propertyNames?.enum);
  return endless ? [path, ...inside] : inside;
};

export type Fill = {
  /**
   * Pieces that short texts (such as numbers) and long ones are made of, repeated up to the length.
   */
  number: string;
  text: string;
  /** Values for properties of these names at any depth. */
  known: Record<string, unknown>;
};

type Size = { text: number; list: number };

const repeated = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

const known = new WeakMap<object, number>();

/** Bytes of a value as JSON. The same object in a list, which may be long, is measured once. */
const bytesOf = (value: unknown): number => {
  if (typeof value !== 'object' || value === null) return Buffer.byteLength(JSON.stringify(value));
  const before = known.get(value);
  if (before !== undefined) return before;
  const parts = Array.isArray(value)
    ? value.map(bytesOf)
    : Object.entries(value).map(([key, inside]) => bytesOf(key) + 1 + bytesOf(inside));
  const bytes = parts.reduce((all, part) => all + part + 1, parts.length > 0 ? 1 : 2);
  known.set(value, bytes);
  return bytes;
};

const filled = (schema: Schema, fill: Fill, size: Size): unknown => {
  const variants = variantsOf(schema);
  if (variants.length > 0) {
    const all = variants.map((variant) => filled(variant, fill, size));
    return all.reduce((one, other) => (bytesOf(other) > bytesOf(one) ? other : one));
  }
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum.at(-1);
  if (schema.format === 'uuid') return randomUUID();
  if (schema.format === 'date') return '2026-11-28';
  if (schema.pattern === '^[A-Z]{3}$') return 'EUR';
  if (schema.type === 'string') {
    const length = schema.maxLength ?? 0;
    return length <= 40
      ? repeated(fill.number, length)
      : repeated(fill.text, Math.min(length, size.text));
  }
  if (schema.type === 'array') {
    const many = Math.min(schema.maxItems ?? 0, size.list);
    // Lists in lists are short: all together have one limit of bytes.
    const inside = { ...size, list: Math.floor(size.list / 500) };
    return Array(many).fill(filled(schema.items ?? {}, fill, inside));
  }
  if (schema.type === 'object') {
    return Object.fromEntries(
      Object.entries(schema.properties ?? {}).map(([key, value]) => [
        key,
        key in fill.known ? fill.known[key] : filled(value, fill, size),
      ]),
    );
  }
  return schema.type === 'boolean' ? true : schema.type === 'null' ? null : 1;
};

const sizes: Size[] = [10_000, 2000, 500, 100, 40, 20, 0].flatMap((text) =>
  [1000, 500, 250].map((list) => ({ text, list })),
);

/** Builds the longest input that the entry's field limits and its body limit allow. */
export const longestInput = ({ schema, entry }: ContractEntry, fill: Fill): object => {
  for (const size of sizes) {
    const input = filled(schema, fill, size) as object;
    if (bytesOf(input) <= entry.bytes) return input;
  }
  throw new Error('No input fits');
};
