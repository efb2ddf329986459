// 0x80-0x9F differ from ISO 8859-1; five positions stand for no character.
const HIGH = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ";
const TO_BYTE = new Map([...HIGH].map((character, index) => [character, 0x80 + index]));

export function decodeWindows1252(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) {
    text += byte >= 0x80 && byte <= 0x9f ? HIGH.charAt(byte - 0x80) : String.fromCharCode(byte);
  }
  return text;
}

export function encodeWindows1252(text: string): Buffer {
  const bytes = [...text].map((character) => {
    const code = character.codePointAt(0) ?? 0x3f;
    const high = TO_BYTE.get(character);
    if (high !== undefined) return high;
    return code < 0x80 || (code >= 0xa0 && code <= 0xff) ? code : 0x3f;
  });
  return Buffer.from(bytes);
}
