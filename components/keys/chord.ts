/** What was pressed, in the notation of the shortcut list: "Mod+a", "Shift+j", "Alt+1", "Enter", "?". */
export function chordOf(event: KeyboardEvent): string {
  if (event.altKey && event.code.startsWith("Digit")) return `Alt+${event.code.slice(5)}`;
  const isLetter = /^[a-z]$/i.test(event.key);
  const key = isLetter ? event.key.toLowerCase() : event.key;
  const hasShift = event.shiftKey && (isLetter || key.length > 1);
  return [event.ctrlKey || event.metaKey ? "Mod+" : "", event.altKey ? "Alt+" : "", hasShift ? "Shift+" : "", key].join(
    "",
  );
}

/** True for what a person may type as text: such shortcuts can be switched off (WCAG 2.1.4). */
export function isTyped(chord: string): boolean {
  return /^(Shift\+)?.$/.test(chord) || chord.includes(" ");
}

const fields = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true]";
const ownKeys = "[role=menu], [role=listbox], [role=combobox], [role=dialog], [role=alertdialog]";
const arrowKeys = "[role=separator], [role=tab], [role=radio], [role=slider], [data-own-arrows]";
const pressable = "button, a[href], summary, [role=button], [role=tab], [role=checkbox], [role=switch], input";

/** May the page act on this chord, or does it belong to what has the focus? */
export function isForPage(event: KeyboardEvent, chord: string): boolean {
  const target = event.target instanceof Element ? event.target : null;
  if (event.isComposing || target === null) return !event.isComposing;
  if (target.closest(ownKeys)) return false;
  if (target.matches(fields)) return chord === "Mod+k" || chord.startsWith("Alt+");
  if (/Arrow|Home|End|Page/.test(chord) && target.closest(arrowKeys)) return false;
  if (chord === "Enter" && target.closest(pressable)) return false;
  return true;
}

const names: Readonly<Record<string, string>> = {
  ArrowDown: "↓",
  ArrowUp: "↑",
  ArrowLeft: "←",
  ArrowRight: "→",
  Enter: "Enter",
  Escape: "Esc",
  PageDown: "PgDn",
  PageUp: "PgUp",
  Mod: "Ctrl",
};

/** The chord as key caps: ["Ctrl", "Enter"], ["G", "I"]. */
export function capsOf(chord: string): readonly string[] {
  return chord.split(/[+ ]/).map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part));
}
