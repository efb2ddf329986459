"use client";
import { type KeyboardEvent, type RefObject, useId, useRef, useState } from "react";
import { namedAt, peopleNamed } from "#components/review/mentions.ts";
import { announce } from "#components/ui/announcer.tsx";
import { Counter, Field, inputLook } from "#components/ui/field.tsx";
import type { ConversationView } from "#lib/views/conversation.ts";

type Person = ConversationView["people"][number];
type Props = {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly people: readonly Person[];
  /** Ctrl/Cmd Enter. */
  readonly onSend: () => void;
  readonly onLeave?: () => void;
  readonly hint?: string;
  readonly problem?: string | null;
  readonly isDisabled?: boolean;
  readonly inputRef?: RefObject<HTMLTextAreaElement | null>;
};
const longest = 4000;

/** Plain text in which "@" offers the people who may read the item. */
export function MentionInput(props: Props) {
  const { label, value, hint, problem, people, isDisabled = false, onChange } = props;
  const own = useRef<HTMLTextAreaElement>(null);
  const input = props.inputRef ?? own;
  const offer = useOffer(people);
  const listId = useId();
  const take = (person: Person) => {
    if (!offer.named) return;
    const before = `${value.slice(0, offer.named.at)}@${person.name} `;
    onChange(before + value.slice(offer.cursor));
    offer.close();
    announce(`${person.name} mentioned`);
    window.requestAnimationFrame(() => input.current?.setSelectionRange(before.length, before.length));
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) props.onSend();
    else if (offer.list.length > 0 && offer.press(event.key, take)) announceAt(offer);
    else if (event.key === "Escape") {
      event.currentTarget.blur();
      props.onLeave?.();
    } else return;
    event.preventDefault();
  };
  const isOpen = offer.list.length > 0;
  return (
    <Field label={label} hint={hint} problem={problem} aside={<Counter length={value.length} max={longest} />}>
      {({ id, describedBy, isInvalid }) => (
        <div className="relative">
          <textarea
            ref={input}
            id={id}
            rows={3}
            value={value}
            disabled={isDisabled}
            maxLength={longest}
            aria-describedby={describedBy}
            aria-invalid={isInvalid || undefined}
            aria-autocomplete="list"
            aria-controls={isOpen ? listId : undefined}
            aria-activedescendant={isOpen ? `${listId}-${offer.chosen}` : undefined}
            onKeyDown={onKeyDown}
            onBlur={offer.close}
            onChange={({ target }) => {
              onChange(target.value);
              offer.look(target.value, target.selectionStart);
            }}
            className={`${inputLook} block py-1.5 disabled:bg-sunken`}
          />
          {isOpen ? <People id={listId} offer={offer} onTake={take} /> : null}
        </div>
      )}
    </Field>
  );
}

type Offer = ReturnType<typeof useOffer>;

function useOffer(people: readonly Person[]) {
  const [at, setAt] = useState<{ text: string; cursor: number } | null>(null);
  const [chosen, setChosen] = useState(0);
  const named = at && namedAt(at.text, at.cursor);
  const list = named ? peopleNamed(people, named.typed) : [];
  const close = () => setAt(null);
  return {
    named,
    list,
    chosen,
    cursor: at?.cursor ?? 0,
    close,
    look: (text: string, cursor: number) => {
      setAt({ text, cursor });
      setChosen(0);
    },
    /** True when the key belongs to the list. */
    press: (key: string, take: (person: Person) => void): boolean => {
      const step = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
      if (step !== 0) setChosen((chosen + step + list.length) % list.length);
      else if (key === "Escape") close();
      else if (key === "Enter" || key === "Tab") {
        const person = list[chosen];
        if (person) take(person);
      } else return false;
      return true;
    },
  };
}

function announceAt({ list, chosen }: Offer): void {
  announce(`${list.length} people to mention, ${list[chosen]?.name ?? ""}`);
}

function People({
  id,
  offer,
  onTake,
}: {
  readonly id: string;
  readonly offer: Offer;
  readonly onTake: (person: Person) => void;
}) {
  return (
    <div
      id={id}
      role="listbox"
      aria-label="People to mention"
      className="popup absolute top-full left-0 z-30 mt-1 w-72 max-w-full p-1"
    >
      {offer.list.map((person, n) => (
        <div
          key={person.id}
          id={`${id}-${n}`}
          role="option"
          tabIndex={-1}
          aria-selected={n === offer.chosen}
          // The text keeps the focus.
          onPointerDown={(event) => {
            event.preventDefault();
            onTake(person);
          }}
          className={`flex min-h-8 cursor-default items-center justify-between gap-2 rounded-sm px-2 ${n === offer.chosen ? "bg-accent-soft" : ""}`}
        >
          <span className="truncate">{person.name}</span>
          <span className="shrink-0 text-xs text-ink-2">{person.role}</span>
        </div>
      ))}
    </div>
  );
}
