import { writeInto } from "#components/ui/handover.ts";

let awaited = 0;
const held: KeyboardEvent[] = [];
/** A window takes the focus a frame or two after it is drawn. */
const framesUntilFocus = 20;

/**
 * Keeps the keys that are pressed while a window is on its way, so that none of them does something on the page below, and
 * gives them to it once it has the focus. Returns what ends the wait.
 */
export function holdKeys(): () => void {
  window.addEventListener("keydown", hold, { capture: true });
  awaited += 1;
  return () => {
    awaited -= 1;
    window.requestAnimationFrame(() => release(framesUntilFocus));
  };
}

function hold(event: KeyboardEvent): void {
  // A key that is given back is no person's press.
  if (!event.isTrusted) return;
  // What belongs to the browser stays with it; Ctrl/Cmd+Enter confirms a window.
  if ((event.ctrlKey || event.metaKey) && event.key !== "Enter") return;
  event.preventDefault();
  event.stopImmediatePropagation();
  held.push(event);
}

function release(frames: number): void {
  if (awaited > 0) return;
  const isThere = document.activeElement?.closest("[role=dialog], [role=alertdialog], [role=menu]");
  if (!isThere && frames > 0) {
    window.requestAnimationFrame(() => release(frames - 1));
    return;
  }
  const first = held.shift();
  if (first) {
    press(first);
    // One in a frame: the next one finds what this one did.
    window.requestAnimationFrame(() => release(0));
  } else window.removeEventListener("keydown", hold, { capture: true });
}

/** Presses a key again, where the focus is now; a letter is typed where letters are typed. */
function press(event: KeyboardEvent): void {
  const { key, code, shiftKey, altKey, ctrlKey, metaKey } = event;
  const at = document.activeElement ?? document.body;
  const again = { key, code, shiftKey, altKey, ctrlKey, metaKey, bubbles: true, cancelable: true };
  if (!at.dispatchEvent(new KeyboardEvent("keydown", again))) return;
  if (key.length !== 1 || ctrlKey || metaKey) return;
  // A field without a caret takes no letters.
  const isField = at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement;
  if (isField && at.selectionStart !== null) writeInto(at, key, at.selectionStart);
}
