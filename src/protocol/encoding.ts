// placeholder until merged
export function encode(text: string): string {
  return [...Buffer.from(text)]
    .map(byte =>
      /[A-Za-z0-9_./:@+,-]/.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('')
}
