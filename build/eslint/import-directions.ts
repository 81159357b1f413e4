/** ESLint rule: reports an import that leaves its zone. What the zones are, `zones.ts` says. */

import { isBuiltin } from 'node:module';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Rule } from 'eslint';
import { type Target, whyForbidden } from './zones.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** The part of a TypeScript import or export node that this rule reads. */
interface ModuleReference {
  importKind?: 'type' | 'value';
  exportKind?: 'type' | 'value';
  specifiers?: { importKind?: 'type' | 'value'; exportKind?: 'type' | 'value' }[];
}

function fromRoot(file: string): string {
  return relative(root, file).split(sep).join('/');
}

function targetOf(specifier: string, importer: string): Target {
  // Bundler suffixes such as `?url` say how a file is loaded, not which.
  const path = specifier.replace(/[?#].*$/, '');
  if (/^\.{1,2}(\/|$)/.test(path)) return { kind: 'file', path: fromRoot(resolve(dirname(importer), path)) };
  if (/^(@?\/|~|#|[a-z]+:\/\/)/.test(specifier)) return { kind: 'alias', specifier };
  if (isBuiltin(path)) return { kind: 'node' };
  const name = /^(@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? path;
  return { kind: 'package', name };
}

/** `import type …`, or every name of it marked `type`. */
function isTypeOnly(node: ModuleReference): boolean {
  if (node.importKind === 'type' || node.exportKind === 'type') return true;
  const names = node.specifiers ?? [];
  return names.length > 0 && names.every((name) => name.importKind === 'type' || name.exportKind === 'type');
}

export const importDirections: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Keep imports within the directions that the zones allow.' },
    schema: [],
    messages: { forbidden: '{{importer}} may not import {{specifier}}. {{why}}' },
  },
  create(context) {
    const importer = fromRoot(context.filename);

    function check(source: unknown, typeOnly: boolean, node: Rule.Node): void {
      const specifier = literalOf(source);
      if (specifier === null) return;
      const why = whyForbidden(importer, targetOf(specifier, context.filename), typeOnly);
      if (why !== null) {
        context.report({ node, messageId: 'forbidden', data: { importer, specifier, why } });
      }
    }

    return {
      ImportDeclaration: (node) => check(node.source, isTypeOnly(node as ModuleReference), node),
      ExportNamedDeclaration: (node) => check(node.source, isTypeOnly(node as ModuleReference), node),
      ExportAllDeclaration: (node) => check(node.source, isTypeOnly(node as ModuleReference), node),
      ImportExpression: (node) => check(node.source, false, node),
      CallExpression: (node) => {
        if (node.callee.type === 'Identifier' && node.callee.name === 'require') {
          check(node.arguments[0], false, node);
        }
      },
      TSImportType: (node: Rule.Node) => check((node as { source?: unknown }).source, true, node),
    };
  },
};

function literalOf(source: unknown): string | null {
  if (typeof source !== 'object' || source === null || !('value' in source)) return null;
  return typeof source.value === 'string' ? source.value : null;
}
