/**
 * The keys by which this app knows its makers' updates: Ed25519, SPKI, base64. The private half is with the makers,
 * never here. A new key is added one version before the old one is taken out, since the installed app decides.
 */
export const PINNED_KEYS: readonly string[] = ['MCowBQYDK2VwAyEAPaRb+WANorosikBqFV9R0XFpf4TgHNxKIe8lpHVxTpg='];
