import { useEventListener } from '@vueuse/core';
import { onBeforeUnmount, watch, type Ref } from 'vue';

/** Seconds of a skip: enough to hear a sentence again. */
export const SKIP = 10;
/** Seconds of the recording after which the position is saved again. */
const KEPT_EVERY = 10;
/** A recording that was stopped in these last seconds starts from the beginning. */
const END = 5;

/** What `usePlayback` needs of the player. */
export interface PlaybackOptions {
  readonly media: Readonly<Ref<HTMLMediaElement | null>>;
  /** Where it was stopped, in seconds. */
  readonly position: () => number;
  readonly speed: () => number;
  /** The requested moment; a new object is a new request. */
  readonly requested: () => { readonly seconds: number } | null;
  /** The requested moment was reached. */
  readonly onFollowed: () => void;
  /** The position is to be saved, in seconds. */
  readonly onPlace: (seconds: number) => void;
}

/** Actions of the player, and handlers for its media element. */
export interface Playback {
  /** Where it is, in seconds. */
  readonly seconds: () => number;
  readonly skip: (by: number) => void;
  readonly toggle: () => void;
  /** `loadedmetadata`: its length is known. */
  readonly began: () => void;
  /** `timeupdate`. */
  readonly onTime: () => void;
  /** Saves the present position. */
  readonly keep: () => void;
}

/**
 * The position of a recording: it starts where it was stopped, or at a requested moment, and its position is saved as
 * it plays, when the window is hidden, and at the end. Call in setup.
 */
export function usePlayback({ media, position, speed, requested, onFollowed, onPlace }: PlaybackOptions): Playback {
  let kept = position();
  let isReady = false;

  function seconds(): number {
    return media.value?.currentTime ?? 0;
  }

  function skip(by: number): void {
    const { value: player } = media;
    if (player) player.currentTime = Math.max(0, Math.min(player.currentTime + by, player.duration || Infinity));
  }

  function toggle(): void {
    const { value: player } = media;
    if (!player) return;
    // A player that can't play says so by its own event.
    if (player.paused) void player.play().catch(() => undefined);
    else player.pause();
  }

  function keep(): void {
    // Before its length is known the position is 0, where nobody stopped.
    if (!isReady) return;
    kept = seconds();
    onPlace(kept);
  }

  function began(): void {
    const { value: player } = media;
    if (!player) return;
    isReady = true;
    player.playbackRate = speed();
    const isOver = Number.isFinite(player.duration) && position() > player.duration - END;
    const asked = requested();
    player.currentTime = asked?.seconds ?? (isOver ? 0 : position());
    if (asked) onFollowed();
  }

  function onTime(): void {
    if (Math.abs(seconds() - kept) >= KEPT_EVERY) keep();
  }

  watch(requested, (asked) => {
    if (!asked || !media.value) return;
    media.value.focus();
    // Before its length is known, `began` goes there.
    if (!isReady) return;
    media.value.currentTime = asked.seconds;
    onFollowed();
  });
  useEventListener(document, 'visibilitychange', () => {
    if (document.visibilityState === 'hidden') keep();
  });
  onBeforeUnmount(() => {
    keep();
    // A removed player would go on loading.
    media.value?.removeAttribute('src');
    media.value?.load();
  });
  return { seconds, skip, toggle, began, onTime, keep };
}
