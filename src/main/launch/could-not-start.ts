/**
 * Exit code of a desktop host that couldn't start and said why in a box: however long that was read, it never showed
 * its window. Not 1, with which Windows' Task Manager ends a program.
 */
export const COULD_NOT_START = 69;
