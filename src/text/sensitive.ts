// A secret as a type: code can pass it on, and cannot print it by accident.

const hidden = '[secret]'

/** Holds one secret. Code that prints, joins or serialises it gets `[secret]`; only `reveal()` returns it, and is easy to search for. */
export class Sensitive {
  readonly #value: string
  constructor(value: string) {
    this.#value = value
  }
  reveal(): string {
    return this.#value
  }
  get length(): number {
    return this.#value.length
  }
  toString(): string {
    return hidden
  }
  toJSON(): string {
    return hidden
  }
  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return hidden
  }
}
