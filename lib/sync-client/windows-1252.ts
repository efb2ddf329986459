// 0x80-0x9F differ from ISO 8859-1; five of them stand for no character and are shown as a blank here.
const high = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ";
const toByte = new Map(
  [...high].flatMap((character, n) => (character === " " ? [] : [[character, 0x80 + n] as const])),
);

/** The bytes of a text, or the first character that Windows-1252 does not have. */
export function encodeWindows1252(text: string): { bytes: Uint8Array } | { unfit: string } {
  const bytes = new Uint8Array(text.length);
  let length = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const byte = code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : toByte.get(character);
    if (byte === undefined) return { unfit: character };
    bytes[length] = byte;
    length += 1;
  }
  return { bytes: bytes.subarray(0, length) };
}

export function decodeWindows1252(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text += byte >= 0x80 && byte <= 0x9f ? high.charAt(byte - 0x80) : String.fromCharCode(byte);
  }
  return text;
}
