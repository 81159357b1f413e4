/**
 * Takes the place of the desktop's password prompt on a private D-Bus: it accepts every prompt and never
 * answers one, like a person who has walked away. Speaks just enough of D-Bus for that.
 */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

const PROMPTER_NAME = 'org.gnome.keyring.SystemPrompter';
const METHOD_CALL = 1;
const METHOD_RETURN = 2;
const FIXED_HEADER_BYTES = 16;

/** A header field or argument: its D-Bus type (object path, string, signature, 32 bits) and value. */
type Argument = ['o' | 's' | 'g' | 'u', string | number];

export async function startSilentPrompter(socketPath: string): Promise<{ close(): void }> {
  const socket = connect(socketPath);
  await once(socket, 'connect');
  await authenticate(socket);
  let serial = 0;
  const callBus = (member: string, args: Argument[]) => {
    const fields: [number, Argument][] = [
      [1, ['o', '/org/freedesktop/DBus']],
      [2, ['s', 'org.freedesktop.DBus']],
      [3, ['s', member]],
      [6, ['s', 'org.freedesktop.DBus']],
    ];
    socket.write(encodeMessage(METHOD_CALL, ++serial, fields, args));
  };
  let received = Buffer.alloc(0);
  const named = new Promise<void>((resolve) => {
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      for (let size = messageSize(received); size !== null; size = messageSize(received)) {
        const message = received.subarray(0, size);
        received = received.subarray(size);
        // An answer to the second call (RequestName) means that the name is ours.
        if (message[1] === METHOD_RETURN && isAnswerTo(message, 2)) resolve();
        if (message[1] === METHOD_CALL) {
          const fields: [number, Argument][] = [
            [5, ['u', message.readUInt32LE(8)]],
            [6, ['s', senderOf(message)]],
          ];
          socket.write(encodeMessage(METHOD_RETURN, ++serial, fields, []));
        }
      }
    });
  });
  callBus('Hello', []);
  callBus('RequestName', [
    ['s', PROMPTER_NAME],
    ['u', 0],
  ]);
  await named;
  return { close: () => socket.destroy() };
}

async function authenticate(socket: Socket): Promise<void> {
  const user = Buffer.from(String(process.getuid?.() ?? 0)).toString('hex');
  socket.write(`\0AUTH EXTERNAL ${user}\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  if (!answer.toString().startsWith('OK')) throw new Error('The private bus refused the prompter');
  socket.write('BEGIN\r\n');
}

function encodeMessage(type: number, serial: number, fields: [number, Argument][], args: Argument[]): Buffer {
  const body = new Writer();
  for (const argument of args) body.argument(argument);
  const signature = args.map(([kind]) => kind).join('');
  const allFields = signature === '' ? fields : [...fields, [8, ['g', signature]] as [number, Argument]];
  const header = new Writer();
  for (const [code, argument] of allFields) {
    header.align(8);
    header.bytes([code]);
    header.argument(['g', argument[0]]);
    header.argument(argument);
  }
  const fieldBytes = header.toBuffer();
  const start = new Writer();
  const littleEndian = 'l'.charCodeAt(0);
  start.bytes([littleEndian, type, 0, 1]);
  for (const number of [body.toBuffer().length, serial, fieldBytes.length]) start.argument(['u', number]);
  start.bytes([...fieldBytes]);
  start.align(8);
  return Buffer.concat([start.toBuffer(), body.toBuffer()]);
}

/** D-Bus's little-endian encoding of the few types used here. */
class Writer {
  private readonly data: number[] = [];

  bytes(values: number[]): void {
    for (const value of values) this.data.push(value);
  }

  align(size: number): void {
    while (this.data.length % size !== 0) this.data.push(0);
  }

  argument([kind, value]: Argument): void {
    if (kind !== 'g') this.align(4);
    if (kind === 'u') {
      const number = Buffer.alloc(4);
      number.writeUInt32LE(Number(value));
      this.bytes([...number]);
      return;
    }
    const text = Buffer.from(String(value));
    if (kind === 'g') this.bytes([text.length]);
    else this.argument(['u', text.length]);
    this.bytes([...text, 0]);
  }

  toBuffer(): Buffer {
    return Buffer.from(this.data);
  }
}

/** Bytes of the first whole message, or null while some of it is missing. */
function messageSize(received: Buffer): number | null {
  if (received.length < FIXED_HEADER_BYTES) return null;
  const header = Math.ceil((FIXED_HEADER_BYTES + received.readUInt32LE(12)) / 8) * 8;
  const size = header + received.readUInt32LE(4);
  return received.length < size ? null : size;
}

/** Yields the header's fields; containers never occur among them. */
function* headerFields(message: Buffer): Generator<[number, string | number]> {
  const end = FIXED_HEADER_BYTES + message.readUInt32LE(12);
  let at = FIXED_HEADER_BYTES;
  while (at < end) {
    at = Math.ceil(at / 8) * 8;
    const code = message.readUInt8(at);
    const kind = String.fromCharCode(message.readUInt8(at + 2));
    at += 4;
    if (kind === 'g') {
      const length = message.readUInt8(at);
      yield [code, message.toString('utf8', at + 1, at + 1 + length)];
      at += length + 2;
      continue;
    }
    at = Math.ceil(at / 4) * 4;
    const number = message.readUInt32LE(at);
    at += 4;
    if (kind === 'u') {
      yield [code, number];
      continue;
    }
    yield [code, message.toString('utf8', at, at + number)];
    at += number + 1;
  }
}

function senderOf(message: Buffer): string {
  for (const [code, value] of headerFields(message)) if (code === 7) return String(value);
  throw new Error('A D-Bus call without a sender');
}

function isAnswerTo(message: Buffer, serial: number): boolean {
  for (const [code, value] of headerFields(message)) if (code === 5) return value === serial;
  return false;
}
