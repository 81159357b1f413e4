/** Reads numbers and text out of bytes that anybody may have written: beyond the end there are only zeros. */
export class ByteReader {
  readonly bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get length(): number {
    return this.bytes.length;
  }

  has(at: number, length: number): boolean {
    return at >= 0 && at + length <= this.bytes.length;
  }

  u8(at: number): number {
    return this.bytes[at] ?? 0;
  }

  u16(at: number, little = false): number {
    return this.has(at, 2) ? this.#view.getUint16(at, little) : 0;
  }

  u24(at: number): number {
    return this.u8(at) | (this.u8(at + 1) << 8) | (this.u8(at + 2) << 16);
  }

  u32(at: number, little = false): number {
    return this.has(at, 4) ? this.#view.getUint32(at, little) : 0;
  }

  i32(at: number, little = false): number {
    return this.has(at, 4) ? this.#view.getInt32(at, little) : 0;
  }

  text(at: number, length: number): string {
    return String.fromCharCode(...this.bytes.subarray(at, at + length));
  }

  /** Where these characters stand first, before `upTo`; -1 when nowhere. */
  find(text: string, from = 0, upTo = this.bytes.length): number {
    const first = text.charCodeAt(0);
    for (let at = this.bytes.indexOf(first, from); at >= 0; at = this.bytes.indexOf(first, at + 1)) {
      if (at + text.length > upTo) return -1;
      if (this.text(at, text.length) === text) return at;
    }
    return -1;
  }
}
