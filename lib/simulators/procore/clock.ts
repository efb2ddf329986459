export type Clock = {
  /** A moment never given before, in microseconds, so that two changes never share an updated_at. */
  next(): string;
  /** Learns a moment read from a data file; moments ahead of the wall clock are left alone. */
  observe(moment: string): void;
};

const MOMENT = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.(\d{1,9}))?(Z|[+-]\d{2}:?\d{2})?)?$/;

export function createClock(wall: () => number = Date.now): Clock {
  let last = 0;
  return {
    next() {
      last = Math.max(last + 1, wall() * 1000);
      return fromMicroseconds(last);
    },
    observe(moment) {
      const micros = toMicroseconds(moment);
      if (micros !== null && micros > last && micros <= wall() * 1000) last = micros;
    },
  };
}

function toMicroseconds(text: string): number | null {
  const parts = MOMENT.exec(text.trim());
  if (!parts) return null;
  const [, day, time = "00:00:00", fraction = "", zone = "Z"] = parts;
  const seconds = Date.parse(`${day}T${time}${zone}`);
  if (Number.isNaN(seconds)) return null;
  return seconds * 1000 + Number(fraction.slice(0, 6).padEnd(6, "0"));
}

function fromMicroseconds(micros: number): string {
  const seconds = new Date(Math.floor(micros / 1000)).toISOString().slice(0, 19);
  return `${seconds}.${String(micros % 1_000_000).padStart(6, "0")}Z`;
}

/** Fixed width, so that moments compare as text. */
export function normalMoment(text: string): string | null {
  const micros = toMicroseconds(text);
  return micros === null ? null : fromMicroseconds(micros);
}
