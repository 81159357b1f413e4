/** ESLint rule: a module opens with a comment that says its job. What it says, a reader judges. */

import type { Rule } from 'eslint';

export const moduleOpening: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    docs: { description: 'Open each module with its job and what it refuses to know.' },
    schema: [],
    messages: { missing: 'Open the module with one sentence: its job, and what it refuses to know.' },
  },
  create: (context) => ({
    Program: (node) => {
      const [first] = context.sourceCode.getAllComments();
      const opens = first?.range && node.body[0]?.range && first.range[0] < node.body[0].range[0];
      if (node.body.length > 0 && !opens) context.report({ node, messageId: 'missing' });
    },
  }),
};
