/** Makes an input with every field that a call of the contract has, from its schema alone. */
import type { z } from 'zod';

/** Definitions of zod's own, as far as they are walked here. */
interface Definition {
  type: string;
  format?: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  shape?: Record<string, z.ZodType>;
  entries?: Record<string, string>;
}

const wrappers = new Set(['optional', 'nullable', 'default', 'readonly']);

/** `textFor` makes the text of a field from its path, e.g. `changes.firstName`; JSON is an object with one. */
export function fillInput(schema: z.ZodType, textFor: (path: string) => string, path = ''): unknown {
  const { type, format, innerType, element, shape, entries } = schema.def as unknown as Definition;
  if (wrappers.has(type) && innerType) return fillInput(innerType, textFor, path);
  switch (type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(shape ?? {}).map(([name, inner]) => [
          name,
          fillInput(inner, textFor, path === '' ? name : `${path}.${name}`),
        ]),
      );
    case 'array':
      return element ? [fillInput(element, textFor, path)] : [];
    case 'enum':
      return Object.values(entries ?? {})[0];
    case 'boolean':
      return true;
    case 'number':
      return 1;
    case 'custom':
      return { key: textFor(path) };
    case 'string':
      if (format === 'datetime') return '2026-01-02T03:04:05.000Z';
      return format === 'base64' ? Buffer.from(textFor(path)).toString('base64') : textFor(path);
    default:
      throw new Error(`There is no way yet to fill in a ${type}, as at ${path}`);
  }
}
