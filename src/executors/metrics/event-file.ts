/**
 * TensorBoard's event files: TFRecords of Event messages.
 *
 * @source tensorflow/core/lib/io/record_writer.h (framing); tensorflow/core/util/event.proto, framework/summary.proto,
 *         framework/tensor.proto (fields, by number)
 */
import type { Reading } from "./line.ts";

/** Bytes before a record's data: its length (8) and the check sum of that (4); behind it, another check sum (4). */
const [headBytes, tailBytes] = [12, 4];

/** The longest record that is read; histograms and images may be longer, and are passed over. */
const longest = 1_000_000;

/** Reads such a file as it grows: what comes in pieces, in order. */
export class EventFileReader {
  #rest: Buffer = Buffer.alloc(0);
  #skip = 0;

  /** @returns a reading for each event with numbers */
  push(piece: Buffer): Reading[] {
    let data = this.#rest.length > 0 ? Buffer.concat([this.#rest, piece]) : piece;
    const readings: Reading[] = [];
    for (;;) {
      const skipped = Math.min(this.#skip, data.length);
      this.#skip -= skipped;
      data = data.subarray(skipped);
      if (this.#skip > 0 || data.length < headBytes) break;
      const length = Number(data.readBigUInt64LE(0));
      if (length > longest) {
        this.#skip = headBytes + length + tailBytes;
        continue;
      }
      if (data.length < headBytes + length + tailBytes) break;
      const reading = readEvent(data.subarray(headBytes, headBytes + length));
      if (reading) readings.push(reading);
      data = data.subarray(headBytes + length + tailBytes);
    }
    this.#rest = Buffer.from(data);
    return readings;
  }
}

/** Event: step = 2, summary = 5; Summary: value = 1; null for one without numbers. */
function readEvent(event: Buffer): Reading | null {
  let step = 0;
  const entries: { name: string; value: number }[] = [];
  for (const field of fieldsOf(event)) {
    if (field.number === 2) step = Number(BigInt.asIntN(64, field.varint));
    if (field.number !== 5) continue;
    for (const value of fieldsOf(field.bytes)) {
      const entry = value.number === 1 ? readValue(value.bytes) : null;
      if (entry) entries.push(entry);
    }
  }
  return entries.length === 0 ? null : { entries, step: step >= 0 ? step : null, span: null };
}

/** Summary.Value: tag = 1, simple_value = 2, tensor = 8. */
function readValue(bytes: Buffer): { name: string; value: number } | null {
  let name = "";
  let value: number | null = null;
  for (const field of fieldsOf(bytes)) {
    if (field.number === 1) name = field.bytes.toString("utf8");
    if (field.number === 2) value = field.bytes.readFloatLE(0);
    if (field.number === 8) value = scalarOf(field.bytes);
  }
  return value === null || name === "" ? null : { name, value };
}

/** TensorProto: dtype = 1 (DT_FLOAT 1, DT_DOUBLE 2), tensor_content = 4, float_val = 5, double_val = 6; one number or null. */
function scalarOf(bytes: Buffer): number | null {
  let isDouble = false;
  for (const { number, varint, bytes: data } of fieldsOf(bytes)) {
    if (number === 1) isDouble = varint === 2n;
    if (number === 5 && data.length === 4) return data.readFloatLE(0);
    if (number === 6 && data.length === 8) return data.readDoubleLE(0);
    if (number !== 4) continue;
    if (!isDouble && data.length === 4) return data.readFloatLE(0);
    if (isDouble && data.length === 8) return data.readDoubleLE(0);
  }
  return null;
}

interface Field {
  readonly number: number;
  readonly varint: bigint;
  readonly bytes: Buffer;
}

const nothing = Buffer.alloc(0);

/** The fields of a protobuf message; ends before one that is cut off. */
function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0;
  const varint = (): bigint => {
    let value = 0n;
    for (let shift = 0n; at < message.length; shift += 7n) {
      const byte = message[at++]!;
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) break;
    }
    return value;
  };
  while (at < message.length) {
    const key = Number(varint());
    const [number, wire] = [key >>> 3, key & 7];
    if (wire === 0) {
      yield { number, varint: varint(), bytes: nothing };
      continue;
    }
    const length = wire === 1 ? 8 : wire === 5 ? 4 : wire === 2 ? Number(varint()) : Number.NaN;
    if (!(at + length <= message.length)) return;
    yield { number, varint: 0n, bytes: message.subarray(at, at + length) };
    at += length;
  }
}
