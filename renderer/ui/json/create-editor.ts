/**
 * CodeMirror for JSON. It lives in a shadow root: there its styles come as adopted style sheets, which the
 * content security policy allows, instead of style elements, which it refuses. Heavy: imported when an editor
 * is shown. Knows neither Vue nor what the JSON is about.
 */
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json } from '@codemirror/lang-json';
import { bracketMatching, indentOnInput, indentUnit } from '@codemirror/language';
import { lintGutter, nextDiagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { jsonLook } from './editor-look.ts';
import type { Span } from './json-node.ts';
import type { JsonMark } from './json-object.ts';

export interface EditorProps {
  label: string;
  description: string;
  readOnly: boolean;
  invalid: boolean;
}

export interface JsonEditor {
  setText(text: string): void;
  setProps(state: EditorProps): void;
  setMarks(marks: readonly JsonMark[]): void;
  focus(): void;
  /** Selects what is pointed at, brings it into view, and goes there. */
  goTo(span: Span): void;
  destroy(): void;
}

export function createJsonEditor(
  host: HTMLElement,
  text: string,
  state: EditorProps,
  on: { change: (text: string) => void; submit: () => void },
): JsonEditor {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const changing = new Compartment();
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        highlightSpecialChars(),
        bracketMatching(),
        indentOnInput(),
        indentUnit.of('  '),
        EditorView.lineWrapping,
        json(),
        jsonLook,
        // Tab is not among them: it moves on to what comes next, as everywhere.
        keymap.of([
          { key: 'Mod-Enter', run: () => (on.submit(), true) },
          { key: 'F8', run: nextDiagnostic },
          ...historyKeymap,
          ...defaultKeymap,
        ]),
        changing.of(stateExtensions(state)),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) on.change(update.state.doc.toString());
        }),
      ],
    }),
  });

  return {
    setText(next) {
      const before = view.state.doc.toString();
      if (before !== next) view.dispatch({ changes: { from: 0, to: before.length, insert: next } });
    },
    setProps: (next) => view.dispatch({ effects: changing.reconfigure(stateExtensions(next)) }),
    setMarks(marks) {
      const end = view.state.doc.length;
      // The text may have gone on since they were made.
      const diagnostics = marks.map(({ from, to, severity, message }) => ({
        from: Math.min(from, end),
        to: Math.min(to, end),
        severity,
        message,
      }));
      view.dispatch(setDiagnostics(view.state, diagnostics));
    },
    focus: () => view.focus(),
    goTo({ from, to }) {
      const end = view.state.doc.length;
      const selection = { anchor: Math.min(from, end), head: Math.min(to, end) };
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.anchor, { y: 'center' }) });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

function stateExtensions({ label, description, readOnly, invalid }: EditorProps): Extension {
  return [
    EditorState.readOnly.of(readOnly),
    EditorView.contentAttributes.of({
      'aria-label': label,
      // Ids do not reach out of a shadow root: the words themselves stand here.
      'aria-description': description,
      'aria-invalid': String(invalid),
      spellcheck: 'false',
    }),
  ];
}
