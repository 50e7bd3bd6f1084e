import { useEventListener } from '@vueuse/core';
import type { Ref } from 'vue';

/** What `useWordSelection` observes and calls. */
export interface WordSelectionOptions {
  readonly article: Readonly<Ref<HTMLElement | null>>;
  /** Words are selected; the range is null when the selection ends. */
  readonly onSelected: (range: Range | null) => void;
  /** The text was clicked and nothing is selected. Coordinates in the window, in CSS px. */
  readonly onPointed: (x: number, y: number) => void;
}

/**
 * Observes the selection in the text, by mouse, touch or keyboard. Nothing is called while a pointer selects: the
 * toolbar would move with it.
 */
export function useWordSelection({ article, onSelected, onPointed }: WordSelectionOptions): void {
  let pressed = false;

  function selectedRange(): Range | null {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    return article.value && range.intersectsNode(article.value) ? range : null;
  }

  function onSelectionChange(): void {
    if (!pressed) onSelected(selectedRange());
  }

  function onPointerDown(event: PointerEvent): void {
    pressed = event.button === 0 && event.target instanceof Node && (article.value?.contains(event.target) ?? false);
  }

  /** Where a drag began on a link; null without one. */
  let origin: CaretPosition | null = null;

  /**
   * Terms and citations are links, from which the browser starts no selection, so that an earlier one would stay: the
   * same is done here as the browser does in the text around it.
   */
  function onMouseDown(event: MouseEvent): void {
    const link = event.target instanceof Element ? event.target.closest('[data-text] a') : null;
    origin = null;
    if (event.button !== 0 || event.shiftKey || !link || !article.value?.contains(link)) return;
    origin = document.caretPositionFromPoint(event.clientX, event.clientY);
    if (origin) document.getSelection()?.collapse(origin.offsetNode, origin.offset);
  }

  function onMouseMove(event: MouseEvent): void {
    const end = origin && document.caretPositionFromPoint(event.clientX, event.clientY);
    if (origin && end && article.value?.contains(end.offsetNode))
      document.getSelection()?.setBaseAndExtent(origin.offsetNode, origin.offset, end.offsetNode, end.offset);
  }

  function onPointerEnd(): void {
    origin = null;
    if (!pressed) return;
    pressed = false;
    onSelected(selectedRange());
  }

  function onClick(event: MouseEvent): void {
    const { target } = event;
    if (
      !(target instanceof Element) ||
      !target.closest('[data-text]') ||
      target.closest('a, button') ||
      selectedRange()
    )
      return;
    onPointed(event.clientX, event.clientY);
  }

  useEventListener(document, 'selectionchange', onSelectionChange);
  useEventListener(document, 'pointerdown', onPointerDown);
  useEventListener(document, 'mousedown', onMouseDown);
  useEventListener(document, 'mousemove', onMouseMove);
  // A finger that begins to scroll or to select cancels its pointer.
  useEventListener(document, ['pointerup', 'pointercancel'], onPointerEnd);
  useEventListener(article, 'click', onClick);
}
