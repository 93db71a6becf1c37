import type { Field } from '../world/rows.ts';
import type { Call, Endpoint } from './endpoint.ts';
import { invalid } from './problem.ts';

type Option = { id: number; label: string; color: string | null };

/**
 * v2 endpoints to add, rename and delete options of a field. Bodies are arrays at the top level; a
 * request is atomic, and returns only the options it changed.
 * https://developers.pipedrive.com/docs/api/v1/openapi-v2.yaml
 */
export function fieldOptionEndpoints(
  v2: Endpoint,
  path: string,
  scopes: string[],
  fieldOf: (call: Call) => Field,
): void {
  v2('POST', path, { cost: 5, scopes }, (call) => {
    const options = optionsOf(fieldOf(call));
    const labels = rowsOf(call).map(({ label }) => checkedLabel(label));
    const highest = Math.max(0, ...options.map(({ id }) => id));
    const added = labels.map((label, index) => ({ id: highest + 1 + index, label, color: null }));
    options.push(...added);
    call.changed();
    return { data: added };
  });

  v2('PATCH', path, { cost: 5, scopes }, (call) => {
    const options = optionsOf(fieldOf(call));
    const changes = rowsOf(call).map(({ id, label }) => ({
      option: existing(options, id),
      label: checkedLabel(label),
    }));
    for (const { option, label } of changes) option.label = label;
    call.changed();
    return { data: changes.map(({ option }) => option) };
  });

  v2('DELETE', path, { cost: 3, scopes }, (call) => {
    const field = fieldOf(call);
    const options = optionsOf(field);
    const deleted = rowsOf(call).map(({ id }) => existing(options, id));
    field.options = options.filter((option) => !deleted.includes(option));
    call.changed();
    return { data: deleted };
  });
}

function optionsOf(field: Field): Option[] {
  if (!field.options) throw invalid('This field has no options');
  return field.options;
}

function rowsOf({ body }: Call): { id?: unknown; label?: unknown }[] {
  if (!Array.isArray(body) || body.length === 0) {
    throw invalid("Validation failed: Expected 'array' at the top level");
  }
  return body as { id?: unknown; label?: unknown }[];
}

function checkedLabel(label: unknown): string {
  if (typeof label !== 'string' || label === '') throw invalid('Validation failed: label');
  return label;
}

function existing(options: Option[], id: unknown): Option {
  const option = options.find((one) => one.id === id);
  if (!option) throw invalid(`Option ${String(id)} does not exist`);
  return option;
}
