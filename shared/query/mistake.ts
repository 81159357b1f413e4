/** How the parts of the parser say what is wrong; the parser catches it. Leaves none of them. */
export class Mistake extends Error {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
  readonly suggestion: string | null;

  constructor(from: number, to: number, message: string, suggestion: string | null = null) {
    super(message);
    this.from = from;
    this.to = to;
    this.suggestion = suggestion;
  }
}
