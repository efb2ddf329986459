/** One end of a possible link, as the directory or Sage holds it; "" for what it does not say. */
export type Party = {
  readonly name: string;
  /** Further names that people tied to it before. */
  readonly aliases: readonly string[];
  readonly isActive: boolean;
  readonly address: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly phone: string;
  readonly email: string;
  readonly taxId: string;
};

const publicMail = new Set(
  "gmail.com yahoo.com hotmail.com outlook.com aol.com icloud.com msn.com comcast.net att.net live.com me.com verizon.net sbcglobal.net protonmail.com mail.com".split(
    " ",
  ),
);

/** The last ten digits of a telephone number, without an extension; "" where it has fewer, or ten alike. */
export function phoneDigits(phone: string): string {
  const digits = phone.replace(/(?:ext|x)\.?\s*\d+\s*$/i, "").replace(/\D/g, "");
  const last = digits.slice(-10);
  return last.length < 10 || /^(\d)\1+$/.test(last) ? "" : last;
}

/** The domain of an e-mail address; "" for those that anybody may have. */
export function mailDomain(email: string): string {
  const domain = email.trim().toLowerCase().split("@")[1] ?? "";
  return /^[a-z0-9.-]+\.[a-z]{2,}$/.test(domain) && !publicMail.has(domain) ? domain : "";
}

/** House number and first word of the street with the five digits of the postcode: "1200 harbor 80205"; "" without any of them. */
export function streetAndZip({ address, zip }: Pick<Party, "address" | "zip">): string {
  const [, house, rest] = /^\s*(\d+[a-z]?)\s+(.+)$/i.exec(address.split(/\r?\n/)[0] ?? "") ?? [];
  const words = (rest ?? "")
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, "")
    .split(/\s+/);
  const word = words.find((one) => one !== "" && !/^(n|s|e|w|ne|nw|se|sw|north|south|east|west)$/.test(one));
  const code = zipDigits(zip);
  return house && word && code ? `${house.toLowerCase()} ${word} ${code}` : "";
}

export function zipDigits(zip: string): string {
  return /^\s*(\d{5})/.exec(zip)?.[1] ?? zip.trim().toUpperCase().replace(/\s+/g, "");
}

/** The digits of a tax id; "" where there are not nine. */
export function taxDigits(taxId: string): string {
  const digits = taxId.replace(/\D/g, "");
  return digits.length === 9 && !/^(\d)\1+$/.test(digits) ? digits : "";
}
