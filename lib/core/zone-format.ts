/** A format of instants for each zone, made when it is first asked for: to make one takes a hundred times as long as to use it. */
export function zoneFormat(
  locale: string,
  options: Intl.DateTimeFormatOptions,
): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone) => {
    const known = made.get(timeZone);
    if (known) return known;
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone, hourCycle: "h23" });
    made.set(timeZone, format);
    return format;
  };
}
