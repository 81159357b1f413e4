/**
 * CodeMirror's view of a difference between two pieces of JSON, whole and read-only; in a shadow root, as the
 * editor. Heavy: imported when a difference is shown.
 */
import { json } from '@codemirror/lang-json';
import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars, lineNumbers } from '@codemirror/view';
import { jsonLook } from './editor-look.ts';

export interface Difference {
  before: string;
  after: string;
  layout: 'unified' | 'side-by-side';
  /** Of the whole, e.g. "Public metadata". */
  label: string;
}

const changedLine = (colour: string) => ({ backgroundColor: `var(--${colour}-weak)` });
/** In the colour of plain text: the others have too little contrast upon it. */
const changedText = (colour: string) => ({
  background: `color-mix(in srgb, var(--${colour}) 22%, transparent)`,
});
/** Colour never says anything alone. */
const sign = (character: string, colour: string) => ({
  content: `"${character}"`,
  position: 'absolute',
  marginLeft: '-12px',
  color: `var(--${colour})`,
});

const look = EditorView.theme({
  '.cm-line, .cm-deletedLine': { paddingLeft: '16px', paddingRight: '10px', overflowWrap: 'anywhere' },
  '&.cm-merge-b .cm-changedLine': changedLine('ok'),
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': changedLine('bad'),
  '&.cm-merge-b .cm-changedText': changedText('ok'),
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': changedText('bad'),
  '.cm-changedText *, .cm-deletedText, .cm-deletedText *': { color: 'var(--text)' },
  '&.cm-merge-b .cm-changedLine::before': sign('+', 'ok'),
  '&.cm-merge-a .cm-changedLine::before, .cm-deletedLine::before': sign('\u2212', 'bad'),
  '.cm-deletedChunk': { paddingLeft: '0' },
  '.cm-deletedLine, .cm-deletedLine del, .cm-insertedLine': { textDecoration: 'none' },
  '&.cm-merge-b .cm-changedLineGutter': { background: 'var(--ok)' },
  '&.cm-merge-a .cm-changedLineGutter, .cm-deletedLineGutter': { background: 'var(--bad)' },
  '.cm-changeGutter': { width: '3px', paddingLeft: '0' },
});

function extensions(label: string): Extension[] {
  return [
    lineNumbers(),
    highlightSpecialChars(),
    EditorView.lineWrapping,
    // Not `editable: false`: a caret that goes through the text is how the keyboard reads it.
    EditorState.readOnly.of(true),
    EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
    json(),
    // What comes first wins.
    look,
    jsonLook,
  ];
}

/** Answers the way to take it away again. */
export function showDifference(host: HTMLElement, difference: Difference): () => void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const { before, after, label } = difference;
  if (difference.layout === 'side-by-side') {
    const view = new MergeView({
      a: { doc: before, extensions: extensions(`${label}, now`) },
      b: { doc: after, extensions: extensions(`${label}, then`) },
      parent: root,
      root,
    });
    return () => view.destroy();
  }
  const unified = unifiedMergeView({
    original: before,
    mergeControls: false,
    syntaxHighlightDeletions: false,
  });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ doc: after, extensions: [...extensions(label), unified] }),
  });
  return () => view.destroy();
}
