/**
 * How JSON looks in CodeMirror: our tokens, in both themes, since custom properties reach into a shadow root.
 * Part of the editor's chunk: import it from there only.
 */
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--text)' },
  { tag: tags.string, color: 'var(--ok)' },
  { tag: tags.number, color: 'var(--accent-text)' },
  { tag: [tags.bool, tags.null], color: 'var(--warn)' },
  { tag: [tags.punctuation, tags.separator, tags.bracket], color: 'var(--text-3)' },
]);

const look = EditorView.theme({
  '&': { color: 'var(--text)', backgroundColor: 'transparent', fontSize: '11.5px' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', overflow: 'visible' },
  '.cm-content': { padding: '6px 0', caretColor: 'var(--text)', userSelect: 'text' },
  '.cm-line': { padding: '0 10px 0 6px', overflowWrap: 'anywhere' },
  '.cm-gutters': { backgroundColor: 'transparent', color: 'var(--text-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '24px', padding: '0 4px 0 2px', userSelect: 'none' },
  '.cm-gutter-lint': { width: '14px' },
  '.cm-gutter-lint .cm-gutterElement': { padding: '0 1px' },
  '.cm-lint-marker': { width: '10px', height: '10px', marginTop: '4px' },
  '&.cm-focused .cm-matchingBracket': { backgroundColor: 'var(--accent-weak)', color: 'var(--accent-text)' },
  '&.cm-focused .cm-nonmatchingBracket': { backgroundColor: 'var(--bad-weak)', color: 'var(--bad)' },
  '.cm-specialChar': { color: 'var(--bad)' },
  '.cm-tooltip': {
    border: '1px solid var(--line)',
    borderRadius: '6px',
    backgroundColor: 'var(--raised)',
    color: 'var(--text)',
    boxShadow: 'var(--shadow-float)',
    maxWidth: '300px',
  },
  '.cm-diagnostic': { fontFamily: 'var(--font)', padding: '4px 8px', whiteSpace: 'normal' },
  '.cm-diagnostic-error': { borderLeft: '3px solid var(--bad)' },
  '.cm-diagnostic-warning': { borderLeft: '3px solid var(--warn)' },
  '.cm-diagnostic-info': { borderLeft: '3px solid var(--line-strong)' },
});

export const jsonLook: Extension = [look, syntaxHighlighting(colours)];
