/** ESLint rule: reports a file that only passes on what others export. Knows no file by name. */

import type { Rule } from 'eslint';

export const noBarrel: Rule.RuleModule = {
  meta: {
    type: 'problem',
    docs: { description: 'Import a thing from where it is made.' },
    schema: [],
    messages: {
      all: 'Passing on everything of another file hides where things are made: import from there.',
      barrel: 'This file only passes on what others export: import from there, and drop it.',
    },
  },
  create: (context) => ({
    ExportAllDeclaration: (node) => context.report({ node, messageId: 'all' }),
    Program: (node) => {
      const passesOn = node.body.filter(
        (statement) => statement.type === 'ExportNamedDeclaration' && statement.source,
      );
      const makesNothing = node.body.every(
        (statement) => statement.type === 'ImportDeclaration' || passesOn.includes(statement),
      );
      if (passesOn.length > 0 && makesNothing) context.report({ node, messageId: 'barrel' });
    },
  }),
};
