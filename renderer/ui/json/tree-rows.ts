/** JSON as the rows of a tree: what is open, how deep, which of how many. Knows no DOM. */
import type { JsonNode } from './json-node.ts';
import type { JsonPath } from './json-path.ts';

export interface TreeRow {
  /** Tells apart what stands under the same key twice. */
  id: string;
  parentId: string | null;
  path: JsonPath;
  /** The key, or the place in a list. */
  name: string;
  isItem: boolean;
  node: JsonNode;
  /** From 1, as `aria-level` and its kin count. */
  level: number;
  position: number;
  siblings: number;
  /** Null: there is nothing to open. */
  expanded: boolean | null;
}

export function childrenOf(node: JsonNode): { name: string | number; node: JsonNode }[] {
  if (node.type === 'object') return node.entries.map(({ key, node: inner }) => ({ name: key, node: inner }));
  if (node.type === 'array') return node.items.map((inner, at) => ({ name: at, node: inner }));
  return [];
}

/** The rows that are in sight, without the root itself. */
export function treeRows(root: JsonNode, isOpen: (id: string, level: number) => boolean): TreeRow[] {
  const rows: TreeRow[] = [];
  const walk = (node: JsonNode, path: JsonPath, parentId: string | null, level: number): void => {
    const children = childrenOf(node);
    const seen = new Map<string | number, number>();
    children.forEach(({ name, node: inner }, at) => {
      const times = seen.get(name) ?? 0;
      seen.set(name, times + 1);
      const id = `${parentId ?? ''}/${encodeKey(name)}${times > 0 ? `~${times}` : ''}`;
      const isBranch = childrenOf(inner).length > 0;
      const expanded = isBranch ? isOpen(id, level) : null;
      const here = [...path, name];
      rows.push({
        id,
        parentId,
        path: here,
        name: String(name),
        isItem: typeof name === 'number',
        node: inner,
        level,
        position: at + 1,
        siblings: children.length,
        expanded,
      });
      if (expanded) walk(inner, here, id, level + 1);
    });
  };
  walk(root, [], null, 1);
  return rows;
}

/** `/` and `~` are what ids are put together with. */
function encodeKey(name: string | number): string {
  return typeof name === 'number'
    ? `[${name}]`
    : JSON.stringify(name).replaceAll('~', '~0').replaceAll('/', '~2');
}

export function typeWords(node: JsonNode): string {
  switch (node.type) {
    case 'object':
      return node.entries.length === 1 ? 'object, 1 key' : `object, ${node.entries.length} keys`;
    case 'array':
      return node.items.length === 1 ? 'list, 1 item' : `list, ${node.items.length} items`;
    case 'string':
      return 'text';
    case 'number':
      return 'number';
    case 'boolean':
      return 'true or false';
    case 'null':
      return 'null';
  }
}

/** As it is copied: a text without its quotes, anything else as it stands in `text`, indented from its own start. */
export function copyTextOf(node: JsonNode, text: string): string {
  if (node.type === 'string') return node.value;
  const lineStart = text.lastIndexOf('\n', node.from - 1) + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, node.from))?.[0] ?? '';
  const lines = text.slice(node.from, node.to).split('\n');
  return lines
    .map((line, at) => (at > 0 && line.startsWith(indent) ? line.slice(indent.length) : line))
    .join('\n');
}
