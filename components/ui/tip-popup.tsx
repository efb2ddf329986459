"use client";
import { Tooltip } from "@base-ui/react/tooltip";

export type TipSide = "top" | "right";
export type Tip = { readonly anchor: HTMLElement; readonly text: string; readonly side: TipSide };

/** The window of a tooltip; `Tips` brings it when it is needed. */
export function TipPopup({ anchor, text, side }: Tip) {
  return (
    <Tooltip.Root open>
      <Tooltip.Portal>
        <Tooltip.Positioner anchor={anchor} side={side} sideOffset={6} className="z-50">
          <Tooltip.Popup data-tip-popup="" className="popup max-w-72 px-2 py-1 text-xs">
            {text}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}
